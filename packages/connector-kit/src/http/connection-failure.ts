/** What a failed connection is described with. */
interface Connection {
  /** The tool's label. */
  remote: string;
  /** Host and port that were asked. */
  host: string;
  /** `GET /jobs` */
  request: string;
}

interface Reason {
  codes: RegExp;
  describe: (connection: Connection) => string;
}

/**
 * Codes of Node (https://nodejs.org/api/errors.html#common-system-errors), of its TLS
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes) and of undici.
 */
const reasons: readonly Reason[] = [
  {
    codes: /^PROXY_UNREACHABLE$/,
    describe: ({ remote, host }) =>
      `The proxy of HTTPS_PROXY could not be reached, so nothing was sent to ${host} of ${remote}. ` +
      'Check the address in HTTPS_PROXY, and that the proxy runs.',
  },
  {
    codes: /^PROXY_STATUS_407$/,
    describe: ({ remote, host }) =>
      `The proxy of HTTPS_PROXY refused its user name or password, so nothing was sent to ${host} of ` +
      `${remote}. Correct them in HTTPS_PROXY.`,
  },
  {
    codes: /^PROXY_STATUS_5\d\d$/,
    describe: ({ remote, host }) =>
      `The proxy of HTTPS_PROXY could not connect to ${host} of ${remote}. Try again later; if it ` +
      'stays so, look at the log of the proxy, or name the host in NO_PROXY.',
  },
  {
    codes: /^PROXY_STATUS_/,
    describe: ({ remote, host }) =>
      `The proxy of HTTPS_PROXY refused to connect to ${host} of ${remote}. Allow it there, by its ` +
      'addresses, or name the host in NO_PROXY.',
  },
  {
    codes: /^ENOTFOUND$/,
    describe: ({ remote, host }) =>
      `The host ${host} of ${remote} does not exist. Check the address of the integration.`,
  },
  {
    codes: /^EAI_AGAIN$/,
    describe: ({ remote, host }) =>
      `The name of the host ${host} of ${remote} could not be looked up. Check the DNS of this server.`,
  },
  {
    codes: /^ECONNREFUSED$/,
    describe: ({ remote, host }) =>
      `${remote} refused the connection at ${host}: nothing listens there, or a firewall refuses it. ` +
      'Check the address of the integration; otherwise try again later.',
  },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH)$/,
    describe: ({ remote, host }) =>
      `There is no way from this server to ${host} of ${remote}. Check its network and firewall.`,
  },
  {
    codes: /^UND_ERR_CONNECT_TIMEOUT$/,
    describe: ({ remote, host }) =>
      `${remote} did not accept a connection at ${host} in time. Try again later; if it stays so, ` +
      'check whether a firewall drops connections of this server.',
  },
  {
    // Only those by which we refuse a certificate: an alert of the remote (`ERR_SSL_…`) may come later.
    codes:
      /^(?:CERT_|CRL_|UNABLE_TO_|ERROR_IN_|DEPTH_ZERO_|SELF_SIGNED_|PATH_LENGTH_|INVALID_(?:CA|PURPOSE)$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_INVALID$)/,
    describe: ({ remote, host }) =>
      `The certificate of ${host} of ${remote} is not valid for Hirewire, so nothing was sent. If a ` +
      'proxy or an authority of your own signs it, name its certificate in NODE_EXTRA_CA_CERTS.',
  },
];

/**
 * What happened and what to do about it, for a connection that failed before a byte of the request
 * could have left. Null for any other code.
 */
export function explainConnection(code: string | null, connection: Connection): string | null {
  const reason = code === null ? undefined : reasons.find(({ codes }) => codes.test(code));
  return reason === undefined
    ? null
    : `${reason.describe(connection)} (${connection.request}: ${code})`;
}
