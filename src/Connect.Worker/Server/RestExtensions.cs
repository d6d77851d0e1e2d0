using Connect.Configuration;
using Connect.Runtime.Configuration;

namespace Connect.WorkerProgram.Server;

/// <summary>Reads <c>rest.extension.classes</c>. One extension is known, Kafka Connect's basic authentication; the worker does not start with another one, because what that would guard would be open.</summary>
internal static class RestExtensions
{
    /// <summary>The extension for basic authentication.</summary>
    public const string BasicAuthentication = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";

    /// <summary>A file with users and passwords; a key of our own, instead of a JAAS file.</summary>
    public const string CredentialsFileKey = "rest.basic.auth.credentials.file";

    /// <summary>The users that are let in; null when the worker asks for no credentials.</summary>
    /// <exception cref="ConfigException">An extension is not known, or the credentials cannot be read.</exception>
    public static Credentials? ReadCredentials(IReadOnlyDictionary<string, string?> properties)
    {
        var classes = (properties.GetValueOrDefault(WorkerKeys.RestExtensionClasses) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var credentialsFile = properties.GetValueOrDefault(CredentialsFileKey)?.Trim();
        foreach (var name in classes.Where(name => name != BasicAuthentication && name != BasicAuthentication[(BasicAuthentication.LastIndexOf('.') + 1)..]))
        {
            throw new ConfigException(
                WorkerKeys.RestExtensionClasses, name,
                $"this extension is a Java class that cannot run here, and what it guards would be open. Use {BasicAuthentication}, require client certificates (ssl.client.auth=required), "
                + "or host the worker in an ASP.NET Core application, whose authentication then guards the API.");
        }

        if (classes.Length == 0 && string.IsNullOrEmpty(credentialsFile))
            return null;
        return Credentials.Read(string.IsNullOrEmpty(credentialsFile) ? JaasFile.FindCredentialsFile(properties) : credentialsFile);
    }
}
