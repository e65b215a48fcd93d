/**
 * The durable store: JDBC under one code base with dialects, one group-committing writer,
 * migrations by Flyway. {@link chat.sotto.service.store.sql.SqliteStores} opens it on a file.
 */
@NullMarked
package chat.sotto.service.store.sql;

import org.jspecify.annotations.NullMarked;
