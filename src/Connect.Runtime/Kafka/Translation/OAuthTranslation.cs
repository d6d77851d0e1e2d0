namespace Connect.Runtime.Kafka.Translation;

/// <summary>How a client of <c>sasl.mechanism=OAUTHBEARER</c> gets its token.</summary>
internal static class OAuthTranslation
{
    private const string HandlerKey = "sasl.login.callback.handler.class";
    private const string RetrieverKey = "sasl.oauthbearer.jwt.retriever.class";
    private const string EndpointKey = "sasl.oauthbearer.token.endpoint.url";

    /// <summary>Translates.</summary>
    /// <param name="draft">The translation.</param>
    /// <exception cref="ConfigException">A class is named that is not Kafka's, or the token is to come from a file.</exception>
    public static void Apply(TranslationDraft draft)
    {
        RequireClass(draft, HandlerKey, "OAuthBearerLoginCallbackHandler", "OAuthBearerUnsecuredLoginCallbackHandler");
        RequireClass(draft, RetrieverKey, "DefaultJwtRetriever", "ClientCredentialsJwtRetriever", "JwtBearerJwtRetriever");
        if (draft.Text(EndpointKey) is not { Length: > 0 } endpoint)
            return;
        if (endpoint.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ConfigException(EndpointKey, endpoint, "the client gets tokens from an HTTP endpoint, not from a file");
        draft.Set("sasl.oauthbearer.method", "oidc", EndpointKey);
        if (draft.Text(RetrieverKey)?.EndsWith("JwtBearerJwtRetriever", StringComparison.Ordinal) == true)
            draft.Set("sasl.oauthbearer.grant.type", "urn:ietf:params:oauth:grant-type:jwt-bearer", RetrieverKey);
    }

    private static void RequireClass(TranslationDraft draft, string key, params ReadOnlySpan<string> known)
    {
        if (draft.Text(key) is not { Length: > 0 } name)
            return;
        foreach (var candidate in known)
        {
            if (name.EndsWith("." + candidate, StringComparison.Ordinal) || name == candidate)
                return;
        }

        throw new ConfigException(key, name, "It is a class of the Java virtual machine without an equivalent here.");
    }
}
