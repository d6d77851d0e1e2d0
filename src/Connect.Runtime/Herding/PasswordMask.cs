using System.Runtime.CompilerServices;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Replaces passwords in configurations with <c>[hidden]</c>, and restores the stored password where a client sends
/// <c>[hidden]</c>.</summary>
/// <remarks> Passwords are the values of keys of type PASSWORD. If the connector's class is missing, the names of the keys decide instead. References
/// (<c>${provider:path:key}</c>) are not passwords and are shown. In task configurations, the values of the same keys are masked, and every value
/// that equals a password of the connector. Thread-safe.
/// </remarks>
internal sealed class PasswordMask(WorkerRuntime worker)
{
    /// <summary>The mask, the text of <c>org.apache.kafka.common.config.types.Password</c>.</summary>
    public const string Hidden = "[hidden]";

    /// <summary>Shorter passwords are not masked in error messages, where they could match anything.</summary>
    private const int ShortestInText = 4;

    private static readonly string[] PasswordWords = ["password", "secret", "jaas", "token", "credential"];

    /// <summary>Caches the password keys by configuration object, so that listing connectors asks each plugin only once.</summary>
    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, string?>, IReadOnlySet<string>> Known = new();

    /// <summary>Masks the passwords of a connector.</summary>
    public async Task<ConnectorInfo> HideAsync(ConnectorInfo connector, CancellationToken cancellationToken)
    {
        var keys = await KeysOfAsync(connector.Config, cancellationToken).ConfigureAwait(false);
        return connector with { Config = Hide(connector.Config, keys, []) };
    }

    /// <summary>Masks the passwords of a connector's tasks.</summary>
    public async Task<IReadOnlyList<TaskInfo>> HideAsync(string name, IReadOnlyList<TaskInfo> tasks, CancellationToken cancellationToken)
    {
        if (Stored(name) is not { } config)
            return [];
        var keys = await KeysOfAsync(config, cancellationToken).ConfigureAwait(false);
        HashSet<string> passwords = [.. PasswordsOf(config, keys)];
        return [.. tasks.Select(task => task with { Config = Hide(task.Config, keys, passwords) })];
    }

    /// <summary>Masks the passwords in the result of a validation, including its errors.</summary>
    public async Task<ConfigInfos> HideAsync(IReadOnlyDictionary<string, string?> config, ConfigInfos validation, CancellationToken cancellationToken)
    {
        var keys = await KeysOfAsync(config, cancellationToken).ConfigureAwait(false);
        string[] passwords =
            [.. PasswordsOf(config, keys).Where(password => password.Length >= ShortestInText).OrderByDescending(password => password.Length)];
        return validation with
        {
            Configs = [.. validation.Configs.Select(entry => entry with
            {
                Value = entry.Value with
                {
                    Value = keys.Contains(entry.Value.Name) && config.ContainsKey(entry.Value.Name) && IsLiteral(entry.Value.Value)
                        ? Hidden : entry.Value.Value,
                    Errors = [.. entry.Value.Errors.Select(
                        error => passwords.Aggregate(error, (text, password) => text.Replace(password, Hidden, StringComparison.Ordinal)))],
                },
            })],
        };
    }

    /// <summary>Replaces <c>[hidden]</c> with the stored passwords.</summary>
    /// <param name="name">The connector's name.</param>
    /// <param name="config">The complete configuration that a client has sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BadRequestException">No password is stored for a key.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> RestoreAsync(
        string? name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (!config.Values.Contains(Hidden))
            return config;
        var stored = (name is null ? null : Stored(name)) ?? new Dictionary<string, string?>();
        var keys = await KeysOfAsync(config, cancellationToken).ConfigureAwait(false);
        var keysOfStored = await KeysOfAsync(stored, cancellationToken).ConfigureAwait(false);
        return new OrderedDictionary<string, string?>(
            config.Select(entry => entry.Value == Hidden && (keys.Contains(entry.Key) || keysOfStored.Contains(entry.Key))
                ? KeyValuePair.Create(
                    entry.Key, stored.TryGetValue(entry.Key, out var password) && password != Hidden ? password : throw NotStored(entry.Key))
                : entry),
            StringComparer.Ordinal);
    }

    /// <summary>Removes passwords with the value <c>[hidden]</c> from a patch, so that they stay unchanged.</summary>
    /// <param name="name">The connector's name.</param>
    /// <param name="patch">The patch that a client has sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BadRequestException">No password is stored for a key.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> WithoutHiddenAsync(
        string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken)
    {
        if (!patch.Values.Contains(Hidden) || Stored(name) is not { } stored)
            return patch;
        var merged = new Dictionary<string, string?>(stored, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
            merged[key] = value;
        var restored = await RestoreAsync(name, merged, cancellationToken).ConfigureAwait(false);
        return new OrderedDictionary<string, string?>(
            patch.Where(entry => entry.Value != Hidden || restored[entry.Key] == Hidden), StringComparer.Ordinal);
    }

    private static BadRequestException NotStored(string key) =>
        new($"The value of '{key}' is {Hidden}, which stands for the stored password, but none is stored. Send the password, or a reference to it: "
            + $"${{provider:path:key}}.");

    private IReadOnlyDictionary<string, string?>? Stored(string name)
    {
        try
        {
            return worker.Views.ConfigOf(name).Properties;
        }
        catch (ConnectorNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlySet<string>> KeysOfAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (Known.TryGetValue(config, out var known))
            return known;
        try
        {
            // Run on the plugin threads: a connector's definitions are its own code.
            known = await worker.Engine.PluginThreads.StartAsync(() => Task.FromResult(worker.Plugins.PasswordKeysOf(config)))
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Without definitions, guess from the names: masking too much is better than showing a password. Not cached, because the class may be
            // installed later.
            return config.Keys.Where(key => Array.Exists(PasswordWords, word => key.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .ToHashSet(StringComparer.Ordinal);
        }

        Known.TryAdd(config, known);
        return known;
    }

    private static IEnumerable<string> PasswordsOf(IReadOnlyDictionary<string, string?> config, IReadOnlySet<string> keys) =>
        config.Where(entry => keys.Contains(entry.Key) && IsLiteral(entry.Value)).Select(entry => entry.Value!);

    private static OrderedDictionary<string, string?> Hide(
        IReadOnlyDictionary<string, string?> config, IReadOnlySet<string> keys, HashSet<string> passwords) => new(
        config.Select(
            entry => IsLiteral(entry.Value) && (keys.Contains(entry.Key) || passwords.Contains(entry.Value!))
                ? KeyValuePair.Create(entry.Key, (string?)Hidden) : entry),
        StringComparer.Ordinal);

    /// <summary>Whether a value consists of more than references.</summary>
    private static bool IsLiteral(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return false;
        var at = 0;
        foreach (var variable in ConfigVariable.FindAll(value))
        {
            if (variable.Range.Start.Value > at)
                return true;
            at = variable.Range.End.Value;
        }

        return at < value.Length;
    }
}
