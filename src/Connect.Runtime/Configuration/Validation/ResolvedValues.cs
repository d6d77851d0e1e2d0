namespace Connect.Runtime.Configuration.Validation;

/// <summary>Puts the references back instead of what they were resolved to, so that a validation does not give secrets away. Numbers and booleans are
/// no secrets: they stay.</summary>
/// <param name="asked">The configuration as asked for.</param>
/// <param name="resolved">The same with its variables resolved.</param>
internal sealed class ResolvedValues(IReadOnlyDictionary<string, string?> asked, IReadOnlyDictionary<string, string?> resolved)
{
    private readonly ResolvedSecrets _secrets = SecretsOf(asked, resolved);

    /// <summary>A validation that shows the references.</summary>
    public ConfigInfos Hide(ConfigInfos infos) => infos with { Name = Hide(infos.Name), Configs = [.. infos.Configs.Select(Hide)] };

    /// <summary>A text in which the references stand.</summary>
    public string Hide(string text) => _secrets.Redact(text);

    private static ResolvedSecrets SecretsOf(IReadOnlyDictionary<string, string?> asked, IReadOnlyDictionary<string, string?> resolved)
    {
        var secrets = new ResolvedSecrets();
        foreach (var (key, value) in resolved)
        {
            if (value is not null && asked.GetValueOrDefault(key) is { } reference && reference != value)
                secrets.Add(value, reference);
        }

        return secrets;
    }

    /// <summary>An error may stand on one key and tell the value of another.</summary>
    private ConfigInfo Hide(ConfigInfo info)
    {
        info = HideOwn(info);
        return info.Value.Errors.Count == 0 ? info : info with { Value = info.Value with { Errors = [.. info.Value.Errors.Select(Hide)] } };
    }

    private ConfigInfo HideOwn(ConfigInfo info)
    {
        var name = info.Value.Name;
        if (!asked.TryGetValue(name, out var reference) || !resolved.TryGetValue(name, out var secret) || reference == secret)
            return info;
        if (info is { Definition.Type: "INT" or "LONG" or "SHORT" or "DOUBLE" or "BOOLEAN", Value: { Value: not null, Errors.Count: 0 } })
            return info;
        var errors =
            info.Value.Errors.Select(error => string.IsNullOrWhiteSpace(secret) ? error : error.Replace(secret, reference, StringComparison.Ordinal));
        return info with
        {
            Value =
            info.Value with
            {
                Value = info.Value.Value is null or Connect.Configuration.Password.Hidden
                ? info.Value.Value : reference,
                Errors = [.. errors]
            }
        };
    }
}
