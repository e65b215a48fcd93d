package chat.sotto.service.grpc.chat;

import chat.sotto.service.usecase.chat.MoveReadMark;
import chat.sotto.service.usecase.chat.SendMessage;
import chat.sotto.service.usecase.chat.ShowTyping;
import chat.sotto.service.usecase.chat.SubmitCommit;

/** What clients do over a stream. */
public record StreamActions(
    SendMessage send,
    SubmitCommit commit,
    MoveReadMark readMark,
    ShowTyping typing,
    ServerPromises promises) {}
