/** What each store port promises, as abstract suites that every adapter runs. */
@NullMarked
package chat.sotto.service.contract;

import org.jspecify.annotations.NullMarked;
