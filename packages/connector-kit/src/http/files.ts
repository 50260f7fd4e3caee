/** A file on its way to a remote. */
export interface OutgoingFile {
  /** With its ending, and without any folder. */
  name: string;
  /** A MIME type without parameters. */
  contentType: string;
  /** In bytes. */
  size: number;
  /** The content in pieces. May be asked for again, for a second try. */
  chunks(): Iterable<Uint8Array>;
}

/** A file on its way from a remote. The body must be read to its end or cancelled. */
export interface IncomingFile {
  contentType: string;
  /** In bytes; null where it is not known before the end. */
  size: number | null;
  body: AsyncIterable<Uint8Array>;
}
