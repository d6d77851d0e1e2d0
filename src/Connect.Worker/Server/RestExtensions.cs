using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.WorkerProgram.Server;

/// <summary>Reads <c>rest.extension.classes</c>. Only Kafka Connect's basic authentication is supported; with any other extension the worker does not
/// start, because the API would not be protected.</summary>
internal static class RestExtensions
{
    /// <summary>The extension for basic authentication.</summary>
    public const string BasicAuthentication = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";

    /// <summary>A file with users and passwords; an additional key, instead of a JAAS file.</summary>
    public const string CredentialsFileKey = "rest.basic.auth.credentials.file";

    /// <summary>The permitted users; null without authentication.</summary>
    /// <exception cref="ConfigException">An extension is not supported, or the credentials cannot be read.</exception>
    public static Credentials? ReadCredentials(IReadOnlyDictionary<string, string?> properties)
    {
        var classes = (properties.GetValueOrDefault(WorkerKeys.RestExtensionClasses) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var credentialsFile = properties.GetValueOrDefault(CredentialsFileKey)?.Trim();
        foreach (var name in classes.Where(
            name => name != BasicAuthentication && name != BasicAuthentication[(BasicAuthentication.LastIndexOf('.') + 1)..]))
        {
            throw new ConfigException(
                WorkerKeys.RestExtensionClasses, name,
                $"this extension is a Java class that cannot run here, so the API would not be protected. Use {BasicAuthentication}, require client "
                    + "certificates (ssl.client.auth=required), or host the worker in an ASP.NET Core application and use its authentication.");
        }

        if (classes.Length == 0 && string.IsNullOrEmpty(credentialsFile))
            return null;
        return Credentials.Read(string.IsNullOrEmpty(credentialsFile) ? JaasFile.FindCredentialsFile(properties) : credentialsFile);
    }
}
