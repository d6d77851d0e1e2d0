using Connect.JavaCompatibility;
using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>TLS and SASL. As in Java, the settings of one that <c>security.protocol</c> does not ask for are not looked at.</summary>
internal static class SecurityTranslation
{
    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    /// <exception cref="ConfigException">A value is not valid, or says something that the client cannot do.</exception>
    public static void Apply(TranslationDraft draft)
    {
        var protocol = draft.Text("security.protocol")?.ToLowerInvariant() ?? "plaintext";
        if (protocol.Length > 0)
            draft.Set("security.protocol", protocol, "security.protocol");
        if (protocol.Contains("ssl", StringComparison.Ordinal))
            ApplyTls(draft);
        if (protocol.StartsWith("sasl", StringComparison.Ordinal))
            ApplyLogin(draft);
    }

    private static void ApplyTls(TranslationDraft draft)
    {
        if (draft.Text("ssl.endpoint.identification.algorithm") is { } algorithm)
        {
            const string Key = "ssl.endpoint.identification.algorithm";
            draft.Set(Key, algorithm.Length == 0 ? "none" : algorithm.ToLowerInvariant(), Key);
        }

        if (draft.Text("ssl.cipher.suites") is { Length: > 0 } suites && CipherSuites.ToOpenSsl(suites) is { Length: > 0 } ciphers)
            draft.Set("ssl.cipher.suites", ciphers, "ssl.cipher.suites");
        KeyStoreTranslation.Apply(draft);
    }

    private static void ApplyLogin(TranslationDraft draft)
    {
        if (draft.Text("sasl.mechanism") is null or "GSSAPI")
            KerberosSupport.Ensure(NativeClientLibrary.Instance.Features);
        if (draft.Text("sasl.jaas.config") is { Length: > 0 } jaas)
            ApplyLogin(draft, jaas);
        if (draft.Text("sasl.mechanism") == "OAUTHBEARER")
            OAuthTranslation.Apply(draft);
    }

    private static void ApplyLogin(TranslationDraft draft, string jaas)
    {
        try
        {
            LoginTranslation.Apply(draft, JaasEntry.Parse(jaas));
        }
        catch (FormatException e)
        {
            throw new ConfigException("sasl.jaas.config", "[hidden]", e.Message);
        }
    }
}
