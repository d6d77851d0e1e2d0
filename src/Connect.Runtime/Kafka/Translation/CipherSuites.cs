namespace Connect.Runtime.Kafka.Translation;

/// <summary>Cipher suites: Java has the names of the standard, OpenSSL its own.</summary>
internal static class CipherSuites
{
    /// <summary>Turns a list of Java into one of OpenSSL.</summary>
    /// <param name="suites">Names with commas between them.</param>
    /// <returns>Names with colons between them. Suites of TLS 1.3 are left out: OpenSSL always offers them.</returns>
    public static string ToOpenSsl(string suites) => string.Join(
        ':', suites.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One).Where(name => name.Length > 0));

    private static string One(string name)
    {
        const string With = "_WITH_";
        if (!name.StartsWith("TLS_", StringComparison.Ordinal))
            return name;
        var with = name.IndexOf(With, StringComparison.Ordinal);
        if (with < 0)
            return "";
        var exchange = name[4..with].Replace('_', '-');
        var cipher = name[(with + With.Length)..]
            .Replace("AES_128", "AES128", StringComparison.Ordinal)
            .Replace("AES_256", "AES256", StringComparison.Ordinal)
            .Replace("_CBC_", "_", StringComparison.Ordinal)
            .Replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305", StringComparison.Ordinal)
            .Replace('_', '-');
        return exchange == "RSA" ? cipher : $"{exchange}-{cipher}";
    }
}
