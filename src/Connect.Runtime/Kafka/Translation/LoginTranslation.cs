using Connect.JavaCompatibility;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>The login modules that Kafka ships.</summary>
internal static class LoginTranslation
{
    private const string Key = "sasl.jaas.config";

    /// <summary>Translates a login module's options.</summary>
    /// <param name="draft">The translation.</param>
    /// <param name="entry">The module.</param>
    /// <exception cref="ConfigException">The module is not known, or asks for what the client cannot do.</exception>
    /// <exception cref="FormatException">The module lacks an option.</exception>
    public static void Apply(TranslationDraft draft, JaasEntry entry)
    {
        switch (entry.Module)
        {
            case "PlainLoginModule":
                ApplyPassword(draft, entry);
                break;
            case "ScramLoginModule":
                if (entry.Options.GetValueOrDefault("tokenauth") is { } token && bool.TryParse(token, out var isToken) && isToken)
                    throw new ConfigException(Key, "[hidden]", "the client does not support delegation tokens (tokenauth)");
                ApplyPassword(draft, entry);
                break;
            case "OAuthBearerLoginModule":
                ApplyOAuth(draft, entry);
                break;
            case "Krb5LoginModule":
                ApplyKerberos(draft, entry);
                break;
            default:
                throw new ConfigException(
                    Key, "[hidden]",
                    $"the login module {entry.Module} is not supported; use PlainLoginModule, ScramLoginModule, OAuthBearerLoginModule or "
                        + "Krb5LoginModule");
        }
    }

    private static void ApplyPassword(TranslationDraft draft, JaasEntry entry)
    {
        draft.Set("sasl.username", entry.Require("username"), Key);
        draft.Set("sasl.password", entry.Require("password"), Key);
    }

    private static void ApplyKerberos(TranslationDraft draft, JaasEntry entry)
    {
        Copy(draft, entry, "keyTab", "sasl.kerberos.keytab");
        Copy(draft, entry, "principal", "sasl.kerberos.principal");
        if (draft.Text("sasl.kerberos.service.name") is null)
            Copy(draft, entry, "serviceName", "sasl.kerberos.service.name");
    }

    private static void ApplyOAuth(TranslationDraft draft, JaasEntry entry)
    {
        Copy(draft, entry, "clientId", "sasl.oauthbearer.client.id");
        Copy(draft, entry, "clientSecret", "sasl.oauthbearer.client.secret");
        Copy(draft, entry, "scope", "sasl.oauthbearer.scope");
        const string Extension = "extension_";
        var extensions = entry.Options.Where(option => option.Key.StartsWith(Extension, StringComparison.Ordinal))
            .Select(option => $"{option.Key[Extension.Length..]}={option.Value}").ToList();
        if (extensions.Count > 0)
            draft.Set("sasl.oauthbearer.extensions", string.Join(',', extensions), Key);
        if (entry.Options.GetValueOrDefault("unsecuredLoginStringClaim_sub") is { } principal)
        {
            draft.Set("enable.sasl.oauthbearer.unsecure.jwt", "true", Key);
            draft.Set("sasl.oauthbearer.config", $"principal={principal}", Key);
        }
    }

    private static void Copy(TranslationDraft draft, JaasEntry entry, string option, string native)
    {
        if (entry.Options.GetValueOrDefault(option) is { Length: > 0 } value)
            draft.Set(native, value, Key);
    }
}
