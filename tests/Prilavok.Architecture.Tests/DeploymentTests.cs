using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>What the files in <c>deploy/</c> keep shut by default, for whoever changes them.</summary>
public sealed partial class DeploymentTests
{
    private const string Unit = "deploy/prilavok.service";
    private const string Compose = "deploy/compose.yaml";

    [Theory]
    [InlineData("UMask=0077")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("NoNewPrivileges=true")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("ProtectHome=true")]
    [InlineData("PrivateTmp=true")]
    [InlineData("PrivateDevices=true")]
    [InlineData("ProtectKernelTunables=true")]
    [InlineData("ProtectKernelModules=true")]
    [InlineData("ProtectKernelLogs=true")]
    [InlineData("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK")]
    [InlineData("EnvironmentFile=-/etc/prilavok.env")]
    public void The_unit_has_no_more_than_it_needs(string line) => Assert.Contains(line, Lines(Unit));

    [Theory]
    [InlineData(Unit, "PRILAVOK__SANDBOX=false")]
    [InlineData(Unit, "PRILAVOK__ACCOUNTS__REGISTRATION=Closed")]
    [InlineData("deploy/Dockerfile", "PRILAVOK__SANDBOX=false")]
    [InlineData("deploy/Dockerfile", "PRILAVOK__ACCOUNTS__REGISTRATION=Closed")]
    public void Nothing_is_open_without_a_token_where_real_shops_live(string file, string setting) =>
        Assert.Contains(Lines(file), line => !line.StartsWith('#') && line.Contains(setting, StringComparison.Ordinal));

    [Fact]
    public void Nothing_gets_into_the_image_that_is_not_named()
    {
        var lines = Lines(".dockerignore").Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var named = lines.Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();

        Assert.Equal("*", lines[0]);
        Assert.Equal(
            [".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "eng/BannedSymbols.txt", "global.json",
                "src"], named.Order(StringComparer.Ordinal));
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public void Images_are_pinned_and_the_server_is_nobody_special()
    {
        var images = Lines("deploy/Dockerfile").Concat(Lines(Compose)).Select(line => ImagePattern().Match(line)).Where(match => match.Success)
            .ToList();
        var steps = Lines("deploy/Dockerfile").ToList();

        Assert.InRange(images.Count, 5, 20);
        Assert.All(images, image => Assert.Matches(@":v?[0-9]+\.[0-9]+(\.[0-9]+)?$", image.Groups["image"].Value.Trim()));
        Assert.InRange(steps.IndexOf("USER $APP_UID"), steps.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal)),
            steps.FindIndex(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)));
    }

    /// <summary>All that others reach is the port with TLS.</summary>
    [Fact]
    public void What_has_no_TLS_is_published_to_this_machine_alone()
    {
        var ports = Lines(Compose).Where(line => line.StartsWith("ports:", StringComparison.Ordinal)).SelectMany(
            line => PortPattern().Matches(line)).Select(match => match.Groups["port"].Value).ToList();
        var listens = Lines("deploy/nginx.conf").Where(line => line.StartsWith("listen ", StringComparison.Ordinal)).ToList();

        Assert.Equal(["443:5443", "127.0.0.1:3000:3000"], ports);
        Assert.Equal(["listen 5443 ssl;"], listens);
    }

    [Fact]
    public void No_secret_stands_in_a_file_or_on_a_command_line()
    {
        var secrets = Repository.FilesOf("", "deploy/").Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
            .SelectMany(file => Lines(file).Select(line => (file, line)))
            .Where(each => SecretPattern().IsMatch(each.line)).ToList();

        Assert.All(secrets, each => Assert.True(
            each.line.StartsWith('#') || each.line.Contains("${", StringComparison.Ordinal), $"{each.file}: {each.line}"));
        Assert.DoesNotContain(Lines(Unit).Concat(Lines("deploy/Dockerfile")), line => line.Contains("--admin-password", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(string file) => Repository.Read(file).Split('\n').Select(line => line.Trim());

    [GeneratedRegex("^(image: |ARG (SDK|RUNTIME)=)(?<image>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ImagePattern();

    [GeneratedRegex("\"(?<port>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PortPattern();

    [GeneratedRegex("(password|secret|masterkey)[:=] *[^ ]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
