using Prilavok.Server.Callers;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Cli;

/// <summary>
/// Commands that talk to the running server, and what may be there in its place: each ends with one line in words and a 1, and has done
/// nothing by halves.
/// </summary>
public sealed class OddServerTests : IDisposable
{
    private const string GoodList = """{"items":[{"id":"a","kind":"administrator","login":"admin","lockedUntil":null}]}""";

    private static readonly string[][] Commands =
    [
        ["keys"], ["keys", "rotate"], ["keys", "rotate", "--finish"], ["unlock", "admin"], ["unlock", "admin", "--kind", "administrator"], ["backup", "FILE"],
        ["backup", "FILE", "--overwrite"], ["restore", "BROKEN"], ["restored"],
    ];

    private static readonly (string What, string Answer)[] Answers =
    [
        ("nothing at all", ""),
        ("no HTTP", "hello\r\n"),
        ("an empty answer", Of(200, "")),
        ("no content", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
        ("half a head", "HTTP/1.1 200 OK\r\nContent-Le"),
        ("half a body", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"masterId\":\"a\",\"items\":["),
        ("half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n400\r\n{\"masterId\":\"a\""),
        ("half a text", Of(200, "{\"masterId\":\"a\",\"items\":[")),
        ("a page", Of(200, "<!DOCTYPE html>\n<html>\n</html>")),
        ("null", Of(200, "null")),
        ("a number", Of(200, "1")),
        ("a text", Of(200, "\"ok\"")),
        ("a list", Of(200, "[]")),
        ("an empty object", Of(200, "{}")),
        ("members of other kinds", Of(200, """{"masterId":1,"formerMasterIds":{},"keys":[1],"items":{}}""")),
        ("items without members", Of(200, """{"masterId":"a","formerMasterIds":[],"keys":[{}],"items":[{}]}""")),
        ("items of other kinds", Of(200, """{"masterId":"a","formerMasterIds":[null],"keys":[{"id":1}],"items":[{"id":null,"kind":1,"login":[],"lockedUntil":7}]}""")),
        ("no items", Of(200, """{"masterId":"a","formerMasterIds":[],"keys":[],"items":[]}""")),
        ("a text that is none", Of(200, """{"masterId":"\ud800","items":[{"id":"\ud800","kind":"a","login":"a","lockedUntil":null}]}""")),
        ("another place", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        .. new[] { 400, 401, 403, 404, 405, 409, 429, 500, 503 }.SelectMany(status => new[]
        {
            ($"{status} in words", Of(status, $$"""{"type":"about:blank","title":"Not now.\nLater.","status":{{status}},"violations":[{"subject":"a","reason":"b"}]}""")),
            ($"{status} without words", Of(status, "")),
            ($"{status} of a proxy", Of(status, "<html>\n<h1>no</h1>\n</html>")),
            ($"{status} of another kind", Of(status, """{"title":{"a":1}}""")),
        }),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prilavok-odd-");

    public static TheoryData<string> All => [.. Commands.Select(command => string.Join(' ', command))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Whatever_is_answered_is_told_in_one_line(string command)
    {
        foreach (var (what, answer) in Answers)
        {
            using var server = RawServer.Start(connection => ServeAsync(connection, answer, GoodList));
            await EndsInWordsAsync(command, server.Url, what);
        }
    }

    /// <summary>The list comes, and what is done about it goes wrong.</summary>
    [Fact]
    public async Task A_login_that_cannot_be_unlocked_is_told_in_one_line()
    {
        foreach (var (what, answer) in Answers.Where(one => !one.Answer.StartsWith("HTTP/1.1 20", StringComparison.Ordinal) || one.What.StartsWith("half a", StringComparison.Ordinal)).Where(one => one.What != "half a text"))
        {
            using var server = RawServer.Start(connection => ServeAsync(connection, answer, GoodList, afterList: true));
            await EndsInWordsAsync("unlock admin", server.Url, what);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_server_that_is_not_there_or_not_well_is_told_in_one_line(string command)
    {
        await EndsInWordsAsync(command, "http://127.0.0.1:1", "nobody");
        await EndsInWordsAsync(command, "http://name.invalid", "no such name");
        foreach (var (what, answer) in Answers.Where(one => !one.Answer.StartsWith("HTTP/1.1 20", StringComparison.Ordinal)))
        {
            using var server = RawServer.Start(async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.SayAsync(answer);
            });
            await EndsInWordsAsync(command, server.Url, "not well: " + what);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_file_that_leads_nowhere_is_told_in_one_line(string command)
    {
        foreach (var file in new[] { null, "", "no json", "null", "[]", "{}", """{"url":1,"key":"a"}""", """{"url":"ftp://a","key":"a"}""", """{"url":"a","key":"a"}""", """{"url":"http://127.0.0.1:1","key":"a\nb"}""", """{"url":"http://127.0.0.1:1","key":7}""" })
        {
            var data = Data();
            if (file is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(data, OperatorFile.Name), file, TestContext.Current.CancellationToken);
            }

            await RunAsync(command, data, file ?? "no file");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=127.0.0.1;Port=many")]
    [InlineData("Host=127.0.0.1;Colour=red")]
    [InlineData("Host=127.0.0.1;Port=1;Username=a;Password=secret;Timeout=1")]
    public async Task A_database_that_is_not_there_is_told_in_one_line(string postgres)
    {
        foreach (var command in new[] { "restored", "backup FILE", "restore BROKEN" })
        {
            await RunAsync(command, Data(), postgres, "--postgres", postgres);
        }
    }

    [Fact]
    public async Task A_server_that_answers_well_is_not_a_fault()
    {
        const string Keys = """{"masterId":"m1","formerMasterIds":["m0"],"canaryOpens":true,"keys":[{"id":"k1","createdAt":"2026-01-01T00:00:00Z","opens":true}]}""";
        using var server = RawServer.Start(connection => ServeAsync(connection, Of(200, Keys), GoodList));
        var (code, output, errors) = await SayAsync(["keys", "--data", await DataOfAsync(server.Url)]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("m1", output, StringComparison.Ordinal);
        using var unlocking = RawServer.Start(connection => ServeAsync(connection, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", GoodList, afterList: true));
        (code, output, errors) = await SayAsync(["unlock", "admin", "--data", await DataOfAsync(unlocking.Url)]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("is unlocked", output, StringComparison.Ordinal);
    }

    private static string Of(int status, string body) =>
        $"HTTP/1.1 {status} Word\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static async Task ServeAsync(RawConnection connection, string answer, string list, bool afterList = false)
    {
        var asked = await connection.ReadRequestAsync();
        await connection.SayAsync(asked?.Split(' ')[1] switch
        {
            "/healthz" => Of(200, """{"status":"ok"}"""),
            var path when afterList && path!.StartsWith("/manage/v1/accounts?", StringComparison.Ordinal) => Of(200, list),
            _ => answer,
        });
    }

    private string Data() => Directory.CreateDirectory(Path.Combine(_folder.FullName, $"{Guid.CreateVersion7():n}")).FullName;

    private async Task<string> DataOfAsync(string url)
    {
        var data = Data();
        await File.WriteAllTextAsync(Path.Combine(data, OperatorFile.Name), $$"""{"url":"{{url}}","key":"secret"}""", TestContext.Current.CancellationToken);
        return data;
    }

    private async Task EndsInWordsAsync(string command, string url, string what) => await RunAsync(command, await DataOfAsync(url), what);

    private static async Task RunAsync(string command, string data, string what, params string[] more)
    {
        var (file, broken) = (Path.Combine(data, "out", "a.backup"), Path.Combine(data, "broken"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(broken, "no backup", TestContext.Current.CancellationToken);
        string[] arguments = [.. command.Split(' ').Select(word => word switch { "FILE" => file, "BROKEN" => broken, _ => word }), "--data", data, .. more];

        var (code, output, errors) = await SayAsync(arguments);

        var told = $"{command}, {what}: {code} [{output}] [{errors}]";
        Assert.True(code == 1, told);
        Assert.True(output.Length == 0, told);
        Assert.True(errors.TrimEnd().Length > 10 && !errors.TrimEnd().Contains('\n', StringComparison.Ordinal), told);
        Assert.True(!errors.Contains("Exception", StringComparison.Ordinal) && !errors.Contains("   at ", StringComparison.Ordinal), told);
        Assert.True(!errors.Contains("secret", StringComparison.Ordinal), told);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!));
    }

    private static async Task<(int Code, string Output, string Errors)> SayAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Server.Cli.Commands.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
