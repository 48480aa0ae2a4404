namespace Prilavok.Server.Folders;

/// <summary>
/// Options in files, one in each, named as the variable is: <c>Prilavok__AdminPassword</c>. So secrets come from where systemd, Docker and
/// others put them, and stand neither on a command line nor in the environment.
/// </summary>
internal static class SecretFiles
{
    /// <summary>Where they are, by whoever runs the server, and by systemd.</summary>
    private static readonly string[] Folders = ["PRILAVOK_SECRETS", "CREDENTIALS_DIRECTORY"];

    public static IConfigurationBuilder AddSecrets(this IConfigurationBuilder configuration)
    {
        foreach (var folder in Folders.Select(Environment.GetEnvironmentVariable).Where(folder => !string.IsNullOrEmpty(folder)))
        {
            configuration.AddKeyPerFile(Path.GetFullPath(folder!), optional: true);
        }

        return configuration;
    }
}
