using System.Security.Cryptography;
using System.Text;
using Connect.Configuration;

namespace Connect.WorkerProgram.Server;

/// <summary>The users and passwords of a Java properties file: <c>user=password</c>. Read once, when the worker starts.</summary>
internal sealed class Credentials
{
    private readonly Dictionary<string, byte[]> _passwords;

    private Credentials(Dictionary<string, byte[]> passwords) => _passwords = passwords;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigException">The file cannot be read, or contains no users: Kafka Connect would then let everybody in.</exception>
    public static Credentials Read(string file)
    {
        Dictionary<string, byte[]> passwords;
        try
        {
            passwords = PropertiesFile.Read(file).ToDictionary(entry => entry.Key, entry => Hash(entry.Value ?? ""), StringComparer.Ordinal);
        }
        catch (ConnectException exception)
        {
            throw new ConfigException($"The user file of the REST API cannot be read: {exception.Message}", exception);
        }

        return passwords.Count > 0
            ? new Credentials(passwords)
            : throw new ConfigException($"The file '{file}' contains no users for the REST API. Write one user=password per line.");
    }

    /// <summary>Whether an <c>Authorization</c> header has the credentials of one of the users.</summary>
    public bool Accept(string? authorization)
    {
        if (authorization?.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, var encoded]
            || !scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return false;

        // An unknown user takes as long as a wrong password.
        var isKnown = _passwords.TryGetValue(text[..colon], out var password);
        return CryptographicOperations.FixedTimeEquals(Hash(text[(colon + 1)..]), password ?? new byte[SHA256.HashSizeInBytes]) && isKnown;
    }

    private static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
