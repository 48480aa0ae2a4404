using OtpNet;

namespace Prilavok.Server.Tests.Kit;

/// <summary>People with accounts of their own, beside a tenant's: one who uses everything an account has, and administrators.</summary>
/// <param name="Person">Has a token for a program, and a second factor that waits for its first code.</param>
/// <param name="Secret">Of that factor.</param>
/// <param name="SpareSessionId">Another session of the person.</param>
/// <param name="SpareAdministratorId">Another administrator.</param>
/// <param name="Forgetful">One more, with the code for a new password.</param>
public sealed record People(
    Caller Person, string Login, string Password, string Secret, string TokenId, string SpareSessionId, Caller Administrator, string SpareAdministratorId, (string Login, string Code) Forgetful)
{
    public const string AdminPassword = "Sesame-0pen-admin";

    private static readonly string[] Scopes = ["store:read"];

    public static async Task<People> OpenAsync(HttpClient http)
    {
        var (login, password) = ($"{Guid.CreateVersion7():n}@example.test", $"Sesame-{Guid.CreateVersion7():n}");
        var opened = (await new Caller(http).PostAsync("/manage/v1/register", new { kind = "owner", login, password })).Expect(201).Json;
        var person = new Caller(http, (string)opened["token"]!);
        var secret = (string)(await person.PostAsync("/manage/v1/second-factor", new { password })).Expect(201).Json["secret"]!;
        var tokenId = (string)(await person.PostAsync("/manage/v1/tokens", new { name = "Till", scopes = Scopes })).Expect(201).Json["id"]!;
        (await new Caller(http).PostAsync("/manage/v1/login", new { login, password })).Expect(200);
        var sessions = (await person.GetAsync("/manage/v1/sessions")).Expect(200).Json["items"]!.AsArray();
        var spareSession = (string)sessions.Single(session => !(bool)session!["current"]!)!["id"]!;

        var administrator = new Caller(http, await AdministratorAsync(http));
        var (spare, _) = await AddAdministratorAsync(administrator);
        var (id, forgetful) = await AddAdministratorAsync(administrator);
        var code = (string)(await administrator.PostAsync($"/manage/v1/accounts/{id}/password-reset", null)).Expect(201).Json["code"]!;
        return new People(person, login, password, secret, tokenId, spareSession, administrator, spare, (forgetful, code));
    }

    /// <returns>A token of the administrator.</returns>
    public static async Task<string> AdministratorAsync(HttpClient http) => (string)(await new Caller(http).PostAsync(
        "/manage/v1/login", new { kind = "administrator", login = "admin", password = AdminPassword })).Expect(200).Json["token"]!;

    public string CodeAt(DateTimeOffset now) => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp(now.UtcDateTime);

    private static async Task<(string Id, string Login)> AddAdministratorAsync(Caller administrator)
    {
        var login = $"{Guid.CreateVersion7():n}";
        var made = await administrator.PostAsync("/manage/v1/accounts", new { kind = "administrator", login, password = "Sesame-0pen" });
        return ((string)made.Expect(201).Json["id"]!, login);
    }
}
