using Prilavok.Contracts.Manage;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Accounts;

/// <summary>Accounts of people.</summary>
internal static class AccountOperations
{
    private const string Account = "Accounts";
    private const string Administration = "Accounts: administration";

    public static IEnumerable<Operation> All { get; } = [.. ForAnyone(), .. ForPeople(), .. ForAdministrators()];

    private static IEnumerable<Operation> ForAnyone() => ((IEnumerable<Operation>)
    [
        new Operation("manage.register", Account, "Opens an account for an owner or a publisher")
            .With("Sandbox powers do not work on it.").Takes<NewAccount>()
            .Answer<OpenedAccount>(StatusCodes.Status201Created)
            .Refuses(
                StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests),
        new Operation("manage.login", Account, "Lets somebody in").Takes<Credentials>().Answers200<LoggedIn>()
            .With("A cookie is given to pages of this cloud alone, for a body that says it is JSON.")
            .RefusesAs<CredentialsProblem>(StatusCodes.Status401Unauthorized)
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests),
        new Operation("manage.passwordReset.begin", Account, "Sends a code for a new password")
            .With("The answer is the same whether there is such an account or not. 403 where the server sends no messages.")
            .Takes<ForgottenPassword>().AnswersEmpty(StatusCodes.Status202Accepted).Refuses(StatusCodes.Status403Forbidden),
        new Operation("manage.passwordReset.complete", Account, "Sets a new password with a code")
            .With("Ends every session, and takes back the tokens made for programs unless keepTokens says otherwise. The second factor "
                + "stays.").Takes<PasswordReset>().AnswersEmpty(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests),
    ]).Select(operation => operation.ForAnyone());

    private static IEnumerable<Operation> ForPeople() => ((IEnumerable<Operation>)
    [
        new Operation("manage.who", Account, "Tells who is in").Answers200<LoggedIn>(),
        new Operation("manage.logout", Account, "Ends the session").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.sessions.list", Account, "Lists the log-ins that are not over").Answers200<ItemList<PersonSession>>(),
        new Operation("manage.sessions.remove", Account, "Ends a log-in").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.password.change", Account, "Sets a new password").With("Ends every other session.").Takes<PasswordChange>()
            .AnswersEmpty(StatusCodes.Status204NoContent).Refuses(StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests)
            .RefusesAs<CredentialsProblem>(StatusCodes.Status403Forbidden),
        new Operation("manage.secondFactor.find", Account, "Tells whether a code is asked for beside the password").Answers200<SecondFactor>(),
        new Operation("manage.secondFactor.begin", Account, "Makes a secret for the person's device").With("Nothing changes until it is confirmed.")
            .Takes<PersonProof>().Answer<SecondFactorSecret>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests)
                .RefusesAs<CredentialsProblem>(StatusCodes.Status403Forbidden),
        new Operation("manage.secondFactor.confirm", Account, "Turns the second factor on").Takes<OneTimeCode>().Answers200<SecondFactorOn>()
            .Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.secondFactor.off", Account, "Turns the second factor off").Takes<PersonProof>()
            .AnswersEmpty(StatusCodes.Status204NoContent).Refuses(StatusCodes.Status429TooManyRequests)
            .RefusesAs<CredentialsProblem>(StatusCodes.Status403Forbidden),
        new Operation("manage.tokens.list", Account, "Lists the tokens made for programs").Answers200<ItemList<AccessToken>>(),
        new Operation("manage.tokens.create", Account, "Makes a token that opens a part of the account").Takes<NewAccessToken>()
            .Answer<AccessToken>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.tokens.remove", Account, "Takes a token back").AnswersEmpty(StatusCodes.Status204NoContent),
    ]).Select(operation => operation.For("whoever logged in"))
        .Select(operation => operation.Refusals.Any(refusal => refusal.Status == StatusCodes.Status403Forbidden) ? operation : operation.Refuses(
            StatusCodes.Status403Forbidden));

    private static IEnumerable<Operation> ForAdministrators() => ((IEnumerable<Operation>)
    [
        new Operation("manage.accounts.list", Administration, "Lists accounts in the order in which they were opened")
            .Asks<string>("kind", "owner, publisher or administrator.").Asks<string>("login", "Only this one.")
            .Asks<string>("cursor", "Of the page before.").Answers200<AccountPage>(),
        new Operation("manage.accounts.create", Administration, "Opens an account").Takes<AdministeredAccount>()
            .Answer<OpenedId>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests),
        new Operation("manage.accounts.unlock", Administration, "Forgets the wrong passwords of an account")
            .AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.accounts.passwordReset", Administration, "Makes a code for a person's new password")
            .Answer<HandedCode>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.accounts.secondFactor.off", Administration, "Turns a person's second factor off").With("Ends the person's sessions.")
            .AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.accounts.remove", Administration, "Removes an administrator").AnswersEmpty(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status409Conflict),
    ]).Select(operation => operation.For("administrators").Refuses(StatusCodes.Status403Forbidden));
}
