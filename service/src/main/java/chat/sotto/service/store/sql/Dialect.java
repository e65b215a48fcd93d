package chat.sotto.service.store.sql;

import java.sql.SQLException;

/** What differs between databases; the statements themselves are the same. */
interface Dialect {
  /** Where Flyway finds this database's migrations. */
  String migrations();

  /** Begins a transaction that will write, and waits for its turn now rather than in the middle. */
  String beginWrite();

  /** Whether a failure lies in our statements, rather than in the database's circumstances. */
  boolean isOurFault(SQLException failure);
}
