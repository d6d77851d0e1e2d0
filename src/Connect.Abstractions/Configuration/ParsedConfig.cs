using System.Collections.Concurrent;
using Connect.Data;

namespace Connect.Configuration;

/// <summary>A configuration that was parsed by its <see cref="ConfigDef"/>, with what was given in the first place.</summary>
/// <remarks>
/// Thread-safe. Corresponds to <c>org.apache.kafka.common.config.AbstractConfig</c>. It remembers which keys were read, so that keys
/// that nobody reads can be reported. Printing it prints nothing of its contents.
/// </remarks>
public sealed class ParsedConfig
{
    private readonly IClassNameResolver? _resolver;
    private readonly Dictionary<string, object?> _originals;
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    internal ParsedConfig(ConfigDef definition, IReadOnlyDictionary<string, object?> properties, IClassNameResolver? resolver)
    {
        ArgumentNullException.ThrowIfNull(properties);
        Definition = definition;
        _resolver = resolver;
        _originals = new Dictionary<string, object?>(properties, StringComparer.Ordinal);
        if (definition.UndefinedDependents() is { Count: > 0 } undefined)
            throw new ConfigException($"Some configurations in are referred in the dependents, but not defined: {string.Join(',', undefined)}");
        foreach (var key in definition.Keys)
            _values.Add(key.Name, ParseKey(key));
    }

    /// <summary>The definition that parsed it.</summary>
    public ConfigDef Definition { get; }

    /// <summary>What was given, unknown keys included.</summary>
    public IReadOnlyDictionary<string, object?> Originals => _originals;

    /// <summary>The parsed values of all defined keys.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>What was given and not read so far, sorted.</summary>
    public IReadOnlyList<string> UnusedKeys => [.. _originals.Keys.Where(name => !_used.ContainsKey(name)).Order(StringComparer.Ordinal)];

    /// <summary>The value of a key.</summary>
    /// <param name="name">A defined key.</param>
    /// <exception cref="ConfigException">The key is not defined.</exception>
    public object? this[string name]
    {
        get
        {
            if (!_values.TryGetValue(name, out var value))
                throw new ConfigException($"Unknown configuration '{name}'");
            MarkUsed(name);
            return value;
        }
    }

    /// <summary>The value of a key of type <see cref="ConfigType.String"/>; null when it has none.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public string? GetString(string name) => Of<string>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Boolean"/>.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public bool GetBoolean(string name) => Get<bool>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Short"/>.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public short GetInt16(string name) => Get<short>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Int"/>.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public int GetInt32(string name) => Get<int>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Long"/>.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public long GetInt64(string name) => Get<long>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Double"/>.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public double GetDouble(string name) => Get<double>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Password"/>; null when it has none.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public Password? GetPassword(string name) => Of<Password>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.Class"/>; null when it has none.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public ClassReference? GetClass(string name) => Of<ClassReference>(name);

    /// <summary>The value of a key of type <see cref="ConfigType.List"/>; empty when it has none.</summary>
    /// <inheritdoc cref="Get{T}(string)" path="/param|/exception"/>
    public IReadOnlyList<string> GetList(string name) =>
        Of<IReadOnlyList<object?>>(name) is { } list ? [.. list.Select(JavaText.Of)] : [];

    /// <summary>The value of a key that is a number or a flag, or null when it has none: the getter for keys whose default is null.</summary>
    /// <typeparam name="T">The CLR type of the key's <see cref="ConfigType"/>.</typeparam>
    /// <param name="name">A defined key.</param>
    /// <exception cref="ConfigException">The key is not defined.</exception>
    /// <exception cref="InvalidOperationException">The key is of another type.</exception>
    public T? GetNullable<T>(string name)
        where T : struct => this[name] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(name, other, typeof(T)),
        };

    /// <summary>The value of a key that is a number or a flag.</summary>
    /// <typeparam name="T">The CLR type of the key's <see cref="ConfigType"/>.</typeparam>
    /// <param name="name">A defined key.</param>
    /// <exception cref="ConfigException">The key is not defined, or it has no value.</exception>
    /// <exception cref="InvalidOperationException">The key is of another type.</exception>
    public T Get<T>(string name)
        where T : struct => GetNullable<T>(name) ?? throw new ConfigException($"Configuration '{name}' has no value");

    /// <summary>Counts a key as read.</summary>
    /// <param name="name">The configuration key.</param>
    public void MarkUsed(string name) => _used[name] = true;

    /// <summary>What was given as texts.</summary>
    /// <exception cref="InvalidOperationException">A value that was given is not a text, or null.</exception>
    public IReadOnlyDictionary<string, string> GetOriginalStrings()
    {
        var strings = new Dictionary<string, string>(_originals.Count, StringComparer.Ordinal);
        foreach (var (name, value) in _originals)
        {
            strings[name] = value as string
                ?? throw new InvalidOperationException(
                    $"Non-string value found in original settings for key {name}: {value?.GetType().FullName ?? "null"}");
        }

        return strings;
    }

    /// <summary>What was given under a prefix, and counts as read by that.</summary>
    /// <param name="prefix">The prefix, usually ending in a dot.</param>
    /// <param name="strip">Whether the prefix is taken off the keys.</param>
    public IReadOnlyDictionary<string, object?> GetOriginalsWithPrefix(string prefix, bool strip = true)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in WithPrefix(prefix))
        {
            MarkUsed(name);
            result[strip ? name[prefix.Length..] : name] = value;
        }

        return result;
    }

    /// <summary>All parsed values, with those given under a prefix instead of those given without it.</summary>
    /// <param name="prefix">The prefix, usually ending in a dot.</param>
    /// <exception cref="ConfigException">A value under the prefix is not valid.</exception>
    public IReadOnlyDictionary<string, object?> GetValuesWithPrefixOverride(string prefix)
    {
        var result = new Dictionary<string, object?>(_values, StringComparer.Ordinal);
        foreach (var (name, value) in WithPrefix(prefix))
        {
            var rest = name[prefix.Length..];
            if ((Definition[rest] ?? Definition[rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..]]) is { } key)
                result[rest] = ParseGiven(key, value);
        }

        return result;
    }

    /// <summary>The parsed values given under a prefix if there is any, else all parsed values.</summary>
    /// <param name="prefix">The prefix, usually ending in a dot.</param>
    /// <exception cref="ConfigException">A value under the prefix is not valid.</exception>
    public IReadOnlyDictionary<string, object?> GetValuesWithPrefixAllOrNothing(string prefix)
    {
        var given = GetOriginalsWithPrefix(prefix);
        if (given.Count == 0)
            return _values;
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (Definition[name] is { } key)
                result[name] = ParseGiven(key, value);
        }

        return result;
    }

    private T? Of<T>(string name)
        where T : class => this[name] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(name, other, typeof(T)),
        };

    private static InvalidOperationException WrongType(string name, object value, Type asked) =>
        new($"Configuration '{name}' is a {value.GetType().FullName}, not a {asked.FullName}");

    private IEnumerable<KeyValuePair<string, object?>> WithPrefix(string prefix) =>
        _originals.Where(entry => entry.Key.Length > prefix.Length && entry.Key.StartsWith(prefix, StringComparison.Ordinal));

    private object? ParseKey(ConfigKey key)
    {
        if (_originals.TryGetValue(key.Name, out var given))
            return ParseGiven(key, given);
        if (!key.HasDefault)
            throw new ConfigException($"Missing required configuration \"{key.Name}\" which has no default value.");
        key.Validator?.EnsureValid(key.Name, key.DefaultValue);
        return key.DefaultValue;
    }

    private object? ParseGiven(ConfigKey key, object? given)
    {
        var value = ConfigDef.ParseType(key.Name, given, key.Type, _resolver);
        // Kafka drops repeated items here, and only here: validation reports them.
        if (key.Validator is ListValidator && value is IReadOnlyList<object?> list)
            value = list.Distinct().ToArray();
        key.Validator?.EnsureValid(key.Name, value);
        return value;
    }
}
