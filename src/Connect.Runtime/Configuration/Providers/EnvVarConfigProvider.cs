using System.Collections;
using Connect.Configuration;
using Connect.JavaCompatibility.Patterns;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>Takes values from the environment of the process as it was when the worker began: <c>${env:DB_PASSWORD}</c>.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.config.provider.EnvVarConfigProvider</c>.</remarks>
internal sealed class EnvVarConfigProvider : IConfigProvider
{
    private const string AllowlistKey = "allowlist.pattern";

    private readonly Dictionary<string, string> _variables;

    /// <summary>Reads the environment of this process.</summary>
    /// <param name="config">Its settings: <c>allowlist.pattern</c>, which the whole name of a variable must match.</param>
    public EnvVarConfigProvider(IReadOnlyDictionary<string, string?> config)
        : this(config,
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""))
    {
    }

    /// <summary>Uses an environment that is given.</summary>
    /// <param name="config">Its settings: <c>allowlist.pattern</c>, which the whole name of a variable must match.</param>
    /// <param name="environment">The variables.</param>
    public EnvVarConfigProvider(IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<string, string> environment)
    {
        var allowed = Allowlist(config);
        _variables = environment.Where(entry => allowed is null || allowed.IsFullMatch(entry.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
    {
        if (!string.IsNullOrEmpty(path))
            throw new ConfigException($"Path is not supported for EnvVarConfigProvider, invalid value '{path}'");
        return ValueTask.FromResult(new ConfigData(
            keys is null ? _variables : _variables.Where(entry => keys.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal)));
    }

    private static JavaRegex? Allowlist(IReadOnlyDictionary<string, string?> config)
    {
        if (!config.TryGetValue(AllowlistKey, out var pattern))
            return null;
        // Java prints null before it reads it.
        pattern ??= "null";
        ConfigValidators.Regex.EnsureValid(AllowlistKey, pattern);
        return new JavaRegex(pattern);
    }
}
