namespace Connect.Runtime.Configuration.Validation;

/// <summary>Puts the references back in the place of what they were resolved to, so that a validation does not give secrets away.</summary>
/// <param name="asked">The configuration as asked for.</param>
/// <param name="resolved">The same with its variables resolved.</param>
internal sealed class ResolvedValues(IReadOnlyDictionary<string, string?> asked, IReadOnlyDictionary<string, string?> resolved)
{
    /// <summary>A validation that shows the references.</summary>
    public ConfigInfos Hide(ConfigInfos infos) => infos with { Configs = [.. infos.Configs.Select(Hide)] };

    private ConfigInfo Hide(ConfigInfo info)
    {
        var name = info.Value.Name;
        if (!asked.TryGetValue(name, out var reference) || !resolved.TryGetValue(name, out var secret) || reference == secret)
            return info;
        var errors = info.Value.Errors.Select(error => string.IsNullOrWhiteSpace(secret) ? error : error.Replace(secret, reference, StringComparison.Ordinal));
        return info with { Value = info.Value with { Value = info.Value.Value is null or Connect.Configuration.Password.Hidden ? info.Value.Value : reference, Errors = [.. errors] } };
    }
}
