package chat.sotto.service.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.ChatId;
import org.junit.jupiter.api.Test;

class CursorTableTest {
  private static ChatId chat(long number) {
    return new ChatId(0, number);
  }

  @Test
  void outstanding_overAllChats_followsPushesAcksAndRemovals() {
    CursorTable table = new CursorTable(10);
    table.put(chat(1), ChatCursor.at(0, 9).pushedTo(5));
    table.put(chat(2), ChatCursor.at(3, 9).pushedTo(6));
    assertThat(table.outstanding()).isEqualTo(8);
    table.put(chat(1), table.find(chat(1)).orElseThrow().ackedTo(4));
    assertThat(table.outstanding()).isEqualTo(4);
    table.remove(chat(2));
    assertThat(table.outstanding()).isEqualTo(1);
  }

  @Test
  void turns_chatsWithMore_comeInOrderAndOnce() {
    CursorTable table = new CursorTable(10);
    table.put(chat(1), ChatCursor.at(0, 5));
    table.put(chat(2), ChatCursor.at(5, 5));
    table.put(chat(3), ChatCursor.at(0, 5));
    table.put(chat(1), ChatCursor.at(0, 6));
    assertThat(table.takeTurn()).contains(chat(1));
    assertThat(table.takeTurn()).contains(chat(3));
    assertThat(table.takeTurn()).isEmpty();
  }

  @Test
  void idleCursors_beyondTheirNumber_areForgottenLeastRecentFirst() {
    CursorTable table = new CursorTable(2);
    table.put(chat(1), ChatCursor.at(0, 5).pushedTo(5));
    table.put(chat(2), ChatCursor.at(5, 5));
    table.put(chat(3), ChatCursor.at(5, 5));
    table.put(chat(4), ChatCursor.at(0, 5));
    // The first has something to acknowledge, the last something to send.
    assertThat(table.find(chat(2))).isEmpty();
    assertThat(table.find(chat(3))).isEmpty();
    assertThat(table.find(chat(1))).isPresent();
    assertThat(table.find(chat(4))).isPresent();
  }

  @Test
  void cursor_limitedToItsLastEntry_wantsNothingBeyond() {
    ChatCursor cursor = ChatCursor.at(2, 3).limitedTo(5).told(9);
    assertThat(cursor.target()).isEqualTo(5);
    assertThat(cursor.pushedTo(5).hasMore()).isFalse();
  }

  @Test
  void cursor_acknowledgedBeyondWhatWasSent_goesOnFromThere() {
    ChatCursor cursor = ChatCursor.at(2, 9).pushedTo(4).ackedTo(7);
    assertThat(cursor.pushed()).isEqualTo(7);
    assertThat(cursor.outstanding()).isZero();
    assertThat(cursor.ackedTo(3)).isEqualTo(cursor);
  }
}
