import type pg from 'pg';

/** What PostgreSQL says about a statement that it has parsed and not run. */
export interface Described {
  /** Types of `$1`, `$2` and so on, as ids of `pg_type`. */
  values: readonly number[];
  columns: readonly DescribedColumn[];
}

export interface DescribedColumn {
  name: string;
  /** Id of its type in `pg_type`. */
  dataTypeID: number;
  /** The table and the number of the column that it is taken from unchanged; 0 where it is computed. */
  tableID: number;
  columnID: number;
}

/** The parts of a connection of pg that its types leave out or describe too broadly. */
interface Wire {
  parse(query: { text: string; name: string }): void;
  describe(what: { type: 'S'; name: string }): void;
  sync(): void;
  on(event: 'parameterDescription', listen: (message: { dataTypeIDs: number[] }) => void): void;
  removeAllListeners(event: 'parameterDescription'): void;
}

/**
 * Has PostgreSQL parse and describe a statement.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export function describeStatement(client: pg.ClientBase, text: string): Promise<Described> {
  return new Promise((resolve, reject) => {
    let values: readonly number[] = [];
    let columns: readonly DescribedColumn[] = [];
    client.query({
      submit(connection: unknown) {
        const wire = connection as Wire;
        wire.removeAllListeners('parameterDescription');
        wire.on('parameterDescription', (message) => (values = message.dataTypeIDs));
        wire.parse({ text, name: '' });
        wire.describe({ type: 'S', name: '' });
        wire.sync();
      },
      handleRowDescription(message: { fields: DescribedColumn[] }) {
        columns = message.fields;
      },
      handleError: reject,
      handleReadyForQuery: () => resolve({ values, columns }),
    });
  });
}
