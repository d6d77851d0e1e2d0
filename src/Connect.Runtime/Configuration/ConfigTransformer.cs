using System.Text;
using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>Replaces the references in a configuration by what the providers say. Thread-safe when the providers are.</summary>
/// <remarks>
/// Corresponds to <c>org.apache.kafka.common.config.ConfigTransformer</c>. Each path of each provider is asked once. A reference to an unknown
/// provider or key stays as it stands, and what a provider returns is not looked at for further references.
/// </remarks>
/// <param name="providers">The providers by the name that references use.</param>
/// <param name="secrets">Remembers what was resolved; null for a memory of its own.</param>
internal sealed class ConfigTransformer(IReadOnlyDictionary<string, IConfigProvider> providers, ResolvedSecrets? secrets = null) : IAsyncDisposable
{
    /// <summary>What was resolved so far.</summary>
    public ResolvedSecrets Secrets { get; } = secrets ?? new ResolvedSecrets();

    /// <summary>Resolves the values of a configuration; its keys stay as they are.</summary>
    /// <exception cref="ConfigException">A provider cannot read its values.</exception>
    public async ValueTask<ConfigTransformerResult> TransformAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>>();
        var timesToLive = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var asked in config.Values.OfType<string>().SelectMany(ConfigVariable.FindAll)
            .GroupBy(variable => (variable.Provider, variable.Path)))
        {
            if (!providers.TryGetValue(asked.Key.Provider, out var provider))
                continue;
            var keys = asked.Select(variable => variable.Key).ToHashSet(StringComparer.Ordinal);
            var answer = await provider.GetAsync(asked.Key.Path, keys, cancellationToken).ConfigureAwait(false);
            found[asked.Key] = answer.Data;
            if (answer.TimeToLive is { } timeToLive && timeToLive >= TimeSpan.Zero)
                timesToLive[asked.Key.Path] = timeToLive;
        }

        var resolved = new OrderedDictionary<string, string?>(config.Count, StringComparer.Ordinal);
        foreach (var (name, value) in config)
            resolved[name] = value is null ? null : Replace(value, found);
        return new ConfigTransformerResult(resolved, timesToLive);
    }

    /// <summary>Disposes of the providers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var provider in providers.Values)
        {
            if (provider is IAsyncDisposable resource)
                await resource.DisposeAsync().ConfigureAwait(false);
            else
                (provider as IDisposable)?.Dispose();
        }
    }

    private string Replace(string text, Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>> found)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var variable in ConfigVariable.FindAll(text))
        {
            if (!found.TryGetValue((variable.Provider, variable.Path), out var data) || !data.TryGetValue(variable.Key, out var value))
                continue;
            Secrets.Add(value, text[variable.Range]);
            result.Append(text, at, variable.Range.Start.Value - at).Append(value);
            at = variable.Range.End.Value;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
