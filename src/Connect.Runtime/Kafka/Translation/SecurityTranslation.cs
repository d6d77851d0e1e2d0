using Connect.JavaCompatibility;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>TLS and SASL.</summary>
internal static class SecurityTranslation
{
    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    /// <exception cref="ConfigException">A value is not valid, or says something that the client cannot do.</exception>
    public static void Apply(TranslationDraft draft)
    {
        if (draft.Text("security.protocol") is { Length: > 0 } protocol)
            draft.Set("security.protocol", protocol.ToLowerInvariant(), "security.protocol");
        if (draft.Text("ssl.endpoint.identification.algorithm") is { } algorithm)
        {
            const string Key = "ssl.endpoint.identification.algorithm";
            draft.Set(Key, algorithm.Length == 0 ? "none" : algorithm.ToLowerInvariant(), Key);
        }

        if (draft.Text("ssl.cipher.suites") is { Length: > 0 } suites && CipherSuites.ToOpenSsl(suites) is { Length: > 0 } ciphers)
            draft.Set("ssl.cipher.suites", ciphers, "ssl.cipher.suites");
        KeyStoreTranslation.Apply(draft);
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
