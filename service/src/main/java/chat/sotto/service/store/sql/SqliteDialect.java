package chat.sotto.service.store.sql;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite. */
final class SqliteDialect implements Dialect {
  /** Extended result codes carry the primary one in their lowest byte. */
  private static final int PRIMARY_CODE = 0xff;

  @Override
  public String migrations() {
    return "classpath:chat/sotto/service/store/sql/sqlite";
  }

  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public boolean isOurFault(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return false;
    }
    int code = sqlite.getResultCode().code & PRIMARY_CODE;
    return code == SQLiteErrorCode.SQLITE_ERROR.code
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        || code == SQLiteErrorCode.SQLITE_MISMATCH.code
        || code == SQLiteErrorCode.SQLITE_MISUSE.code
        || code == SQLiteErrorCode.SQLITE_RANGE.code
        || code == SQLiteErrorCode.SQLITE_TOOBIG.code;
  }
}
