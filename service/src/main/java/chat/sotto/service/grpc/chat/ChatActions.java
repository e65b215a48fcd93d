package chat.sotto.service.grpc.chat;

import chat.sotto.service.usecase.chat.AnswerRequest;
import chat.sotto.service.usecase.chat.DeleteMessage;
import chat.sotto.service.usecase.chat.LeaveChat;
import chat.sotto.service.usecase.chat.ReadAnnouncements;
import chat.sotto.service.usecase.chat.ReadChats;
import chat.sotto.service.usecase.chat.ReplaceGroupInfo;
import chat.sotto.service.usecase.chat.RequestChat;

/** What clients do by single calls. */
public record ChatActions(
    RequestChat request,
    AnswerRequest answer,
    LeaveChat leave,
    DeleteMessage deleteMessage,
    ReplaceGroupInfo replaceGroupInfo,
    ReadChats read,
    ReadAnnouncements announcements) {}
