package chat.sotto.service.grpc;

import chat.sotto.service.usecase.account.ChangeCredentials;
import chat.sotto.service.usecase.account.DeleteAccount;
import chat.sotto.service.usecase.account.Devices;
import chat.sotto.service.usecase.account.RenewCertificate;
import chat.sotto.service.usecase.account.Sessions;

/**
 * What {@link AuthGrpcService} offers.
 *
 * @param sessions login and logout
 * @param certificates renewal
 * @param credentials password and recovery
 * @param devices listing and revoking
 * @param deletion the end of an account
 */
public record AuthUseCases(
    Sessions sessions,
    RenewCertificate certificates,
    ChangeCredentials credentials,
    Devices devices,
    DeleteAccount deletion) {}
