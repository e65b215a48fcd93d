/**
 * The ports, implemented once over rows and transactions, so that adapters cannot disagree about
 * what a step means. An adapter supplies {@link chat.sotto.service.store.rows.Transactions} and,
 * inside one, {@link chat.sotto.service.store.rows.Rows}.
 */
@NullMarked
package chat.sotto.service.store.rows;

import org.jspecify.annotations.NullMarked;
