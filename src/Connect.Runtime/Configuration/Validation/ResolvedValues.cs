namespace Connect.Runtime.Configuration.Validation;

/// <summary>Puts the references back in the place of what they were resolved to, so that a validation does not give secrets away. Numbers and booleans are no secrets: they stay.</summary>
/// <param name="asked">The configuration as asked for.</param>
/// <param name="resolved">The same with its variables resolved.</param>
internal sealed class ResolvedValues(IReadOnlyDictionary<string, string?> asked, IReadOnlyDictionary<string, string?> resolved)
{
    /// <summary>A validation that shows the references.</summary>
    public ConfigInfos Hide(ConfigInfos infos) => infos with { Name = Hide(infos.Name), Configs = [.. infos.Configs.Select(Hide)] };

    /// <summary>A text in which the references stand.</summary>
    public string Hide(string text)
    {
        foreach (var (key, secret) in resolved)
        {
            if (!string.IsNullOrWhiteSpace(secret) && asked.GetValueOrDefault(key) is { } reference && reference != secret)
                text = text.Replace(secret, reference, StringComparison.Ordinal);
        }

        return text;
    }

    private ConfigInfo Hide(ConfigInfo info)
    {
        var name = info.Value.Name;
        if (!asked.TryGetValue(name, out var reference) || !resolved.TryGetValue(name, out var secret) || reference == secret)
            return info;
        if (info is { Definition.Type: "INT" or "LONG" or "SHORT" or "DOUBLE" or "BOOLEAN", Value: { Value: not null, Errors.Count: 0 } })
            return info;
        var errors = info.Value.Errors.Select(error => string.IsNullOrWhiteSpace(secret) ? error : error.Replace(secret, reference, StringComparison.Ordinal));
        return info with { Value = info.Value with { Value = info.Value.Value is null or Connect.Configuration.Password.Hidden ? info.Value.Value : reference, Errors = [.. errors] } };
    }
}
