using Connect.Data;
using Connect.JavaCompatibility;

namespace Connect.Configuration;

/// <summary>What a plugin or a worker can be configured with: its keys, in the order in which they were defined.</summary>
/// <remarks>
/// Build it once, e.g. in a static field, and share it: reading, parsing and validating are thread-safe as long as nobody defines keys any more.
/// Behaviour and texts are those of <c>org.apache.kafka.common.config.ConfigDef</c>; the texts travel over REST.
/// </remarks>
public sealed class ConfigDef
{
    private readonly OrderedDictionary<string, ConfigKey> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];

    /// <summary>An empty definition.</summary>
    public ConfigDef()
    {
    }

    /// <summary>A definition that starts with the keys of another one.</summary>
    /// <param name="other">The definition to copy; it is not changed by what is defined here.</param>
    public ConfigDef(ConfigDef other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var key in other.Keys)
            _keys.Add(key.Name, key);
        _groups.AddRange(other._groups);
    }

    /// <summary>The keys, in the order in which they were defined.</summary>
    public IReadOnlyCollection<ConfigKey> Keys => _keys.Values;

    /// <summary>The names of the groups, in the order in which their first keys were defined.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>The key of a name, or null.</summary>
    /// <param name="name">The configuration key.</param>
    public ConfigKey? this[string name] => _keys.GetValueOrDefault(name);

    /// <summary>Adds a required key.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="type">What its value is parsed into.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does, for users.</param>
    /// <param name="validator">What the value must satisfy.</param>
    /// <param name="group">The group it is shown in.</param>
    /// <param name="orderInGroup">Its place in the group.</param>
    /// <param name="width">How wide its field should be.</param>
    /// <param name="displayName">Its name for users; the key if not set.</param>
    /// <param name="dependents">The keys whose suggestions or visibility depend on this one's value.</param>
    /// <param name="recommender">Who suggests values.</param>
    /// <param name="isInternal">Whether it is left out of documentation.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">The key is defined already.</exception>
    public ConfigDef Define(
        string name,
        ConfigType type,
        ConfigImportance importance,
        string documentation,
        IConfigValidator? validator = null,
        string? group = null,
        int orderInGroup = -1,
        ConfigWidth width = ConfigWidth.None,
        string? displayName = null,
        IReadOnlyList<string>? dependents = null,
        IConfigRecommender? recommender = null,
        bool isInternal = false) =>
        Define(new ConfigKey
        {
            Name = name,
            Type = type,
            Importance = importance,
            Documentation = documentation,
            Validator = validator,
            Group = group,
            OrderInGroup = orderInGroup,
            Width = width,
            DisplayName = displayName ?? name,
            Dependents = dependents ?? [],
            Recommender = recommender,
            IsInternal = isInternal,
        });

    /// <summary>Adds a key with a default.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="type">What its value is parsed into.</param>
    /// <param name="defaultValue">The value when the key is not given: of the key's type, a text to parse, or null.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does, for users.</param>
    /// <param name="validator">What the value, the default included, must satisfy.</param>
    /// <param name="group">The group it is shown in.</param>
    /// <param name="orderInGroup">Its place in the group.</param>
    /// <param name="width">How wide its field should be.</param>
    /// <param name="displayName">Its name for users; the key if not set.</param>
    /// <param name="dependents">The keys whose suggestions or visibility depend on this one's value.</param>
    /// <param name="recommender">Who suggests values.</param>
    /// <param name="isInternal">Whether it is left out of documentation.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">The key is defined already, or its default is not valid.</exception>
    public ConfigDef Define(
        string name,
        ConfigType type,
        object? defaultValue,
        ConfigImportance importance,
        string documentation,
        IConfigValidator? validator = null,
        string? group = null,
        int orderInGroup = -1,
        ConfigWidth width = ConfigWidth.None,
        string? displayName = null,
        IReadOnlyList<string>? dependents = null,
        IConfigRecommender? recommender = null,
        bool isInternal = false) =>
        Define(new ConfigKey
        {
            Name = name,
            Type = type,
            DefaultValue = defaultValue,
            Importance = importance,
            Documentation = documentation,
            Validator = validator,
            Group = group,
            OrderInGroup = orderInGroup,
            Width = width,
            DisplayName = displayName ?? name,
            Dependents = dependents ?? [],
            Recommender = recommender,
            IsInternal = isInternal,
        });

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key; its default is parsed into the key's type.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">The key is defined already, or its default is not valid.</exception>
    public ConfigDef Define(ConfigKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_keys.ContainsKey(key.Name))
            throw new ConfigException($"Configuration {key.Name} is defined twice.");
        if (key.HasDefault)
        {
            key = key with { DefaultValue = ParseType(key.Name, key.DefaultValue, key.Type) };
            key.Validator?.EnsureValid(key.Name, key.DefaultValue);
        }

        if (key.Group is { } group && !_groups.Contains(group))
            _groups.Add(group);
        _keys.Add(key.Name, key);
        return this;
    }

    /// <summary>Adds the keys of another definition under a prefix, sorted by group, order, required before optional, importance and name.</summary>
    /// <param name="prefix">What every key gets in front, e.g. <c>transforms.mask.</c>.</param>
    /// <param name="group">The group they are shown in; a key with a group of its own goes to <c>group: own</c>.</param>
    /// <param name="startingOrder">The place in the group of the first key.</param>
    /// <param name="child">The definition to embed.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">A key is defined already.</exception>
    public ConfigDef Embed(string prefix, string group, int startingOrder, ConfigDef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        foreach (var key in EmbeddedKeys.Of(child, prefix, group, startingOrder))
            Define(key);
        return this;
    }

    /// <summary>Parses a configuration as it comes from a file or over REST.</summary>
    /// <param name="properties">The configuration. Unknown keys are kept, and are no error.</param>
    /// <param name="resolver">Who knows plugins by name; null takes every class name as it stands.</param>
    /// <returns>The parsed configuration.</returns>
    /// <exception cref="ConfigException">A required key is missing or a value is not valid; the first such finding.</exception>
    public ParsedConfig Parse(IReadOnlyDictionary<string, string?> properties, IClassNameResolver? resolver = null) =>
        new(this, Objects(properties), resolver);

    /// <inheritdoc cref="Parse(IReadOnlyDictionary{string, string?}, IClassNameResolver?)"/>
    public ParsedConfig Parse(IReadOnlyDictionary<string, object?> properties, IClassNameResolver? resolver = null) =>
        new(this, properties, resolver);

    /// <summary>Validates a configuration: every key is looked at, all errors are collected.</summary>
    /// <param name="properties">The configuration.</param>
    /// <param name="resolver">Who knows plugins by name; null takes every class name as it stands.</param>
    /// <returns>One value a key, in the order of the definition.</returns>
    public ConfigValidationResult Validate(IReadOnlyDictionary<string, string?> properties, IClassNameResolver? resolver = null) =>
        new ConfigValidation(this, Objects(properties), resolver).Run();

    /// <inheritdoc cref="Validate(IReadOnlyDictionary{string, string?}, IClassNameResolver?)"/>
    public ConfigValidationResult Validate(IReadOnlyDictionary<string, object?> properties, IClassNameResolver? resolver = null) =>
        new ConfigValidation(this, properties, resolver).Run();

    /// <summary>Parses one value.</summary>
    /// <param name="name">The configuration key, for the error text.</param>
    /// <param name="value">A text, a value of the type already, or null.</param>
    /// <param name="type">The type to parse into.</param>
    /// <param name="resolver">Who knows plugins by name; null takes every class name as it stands.</param>
    /// <returns>The value; null for null.</returns>
    /// <exception cref="ConfigException">The value is not of the type.</exception>
    public static object? ParseType(string name, object? value, ConfigType type, IClassNameResolver? resolver = null) =>
        ConfigTypeParser.Parse(name, value, type, resolver);

    /// <summary>The text of a parsed value, as REST shows it: passwords hidden, lists joined by commas.</summary>
    /// <param name="value">The parsed value.</param>
    /// <param name="type">Its type; null if it is not known.</param>
    /// <returns>The text; null for null.</returns>
    /// <exception cref="ArgumentException">The value is not what the type says.</exception>
    public static string? ConvertToString(object? value, ConfigType? type) => (value, type) switch
    {
        (null, _) => null,
        (IReadOnlyList<object?> list, ConfigType.List) when list.Contains(null) =>
            throw new ArgumentException("A list with an item that is null has no text.", nameof(value)),
        (IReadOnlyList<object?> list, ConfigType.List) => string.Join(',', list.Select(JavaText.Of)),
        (ClassReference reference, ConfigType.Class) => reference.Name,
        // What Java prints for a class where none is expected.
        (ClassReference reference, not (null or ConfigType.List)) => $"class {reference.Name}",
        (_, ConfigType.List or ConfigType.Class) =>
            throw new ArgumentException($"A {value.GetType().FullName} is not of type {type}.", nameof(value)),
        _ => JavaText.Of(value),
    };

    /// <summary>The texts of parsed values with passwords shown: what another client or plugin is configured with, never what is printed.</summary>
    /// <param name="values">The parsed values.</param>
    /// <returns>The texts by key; null for null.</returns>
    public static IReadOnlyDictionary<string, string?> ConvertToStrings(IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.ToDictionary(
            entry => entry.Key,
            entry => entry.Value switch
            {
                Password password => password.Value,
                IReadOnlyList<object?> list => ConvertToString(list, ConfigType.List),
                var value => ConvertToString(value, null),
            },
            StringComparer.Ordinal);
    }

    internal IReadOnlyList<string> UndefinedDependents() =>
        JavaHashOrder.Of(Keys.SelectMany(key => key.Dependents).Where(name => !_keys.ContainsKey(name)));

    private static Dictionary<string, object?> Objects(IReadOnlyDictionary<string, string?> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var objects = new Dictionary<string, object?>(properties.Count, StringComparer.Ordinal);
        foreach (var (name, value) in properties)
            objects[name] = value;
        return objects;
    }
}
