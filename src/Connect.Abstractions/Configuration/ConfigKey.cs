namespace Connect.Configuration;

/// <summary>One key of a <see cref="ConfigDef"/>: its type, its default, and what people are told about it.</summary>
public sealed record ConfigKey
{
    private readonly object? _defaultValue;
    private readonly string? _displayName;

    /// <summary>The key, e.g. <c>batch.size</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its value is parsed into.</summary>
    public required ConfigType Type { get; init; }

    /// <summary>How much it matters.</summary>
    public required ConfigImportance Importance { get; init; }

    /// <summary>What it does, for users.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>Whether there is a default, which may be null. Without one the key is required.</summary>
    public bool HasDefault { get; private init; }

    /// <summary>The value when the key is not given. Setting it, also to null, makes the key optional.</summary>
    /// <value>Once defined in a <see cref="ConfigDef"/>, of the key's type; null for a required key.</value>
    public object? DefaultValue
    {
        get => _defaultValue;
        init
        {
            _defaultValue = value;
            HasDefault = true;
        }
    }

    /// <summary>What the value must satisfy; null if any value of the type will do.</summary>
    public IConfigValidator? Validator { get; init; }

    /// <summary>The group it is shown in; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Its place in the group, counted as the definition likes.</summary>
    /// <value>Default -1: no place of its own.</value>
    public int OrderInGroup { get; init; } = -1;

    /// <summary>How wide its field should be.</summary>
    public ConfigWidth Width { get; init; }

    /// <summary>Its name for users.</summary>
    /// <value>Default: <see cref="Name"/>.</value>
    public string DisplayName
    {
        get => _displayName ?? Name;
        init => _displayName = value;
    }

    /// <summary>The keys whose suggestions or visibility depend on this one's value.</summary>
    public IReadOnlyList<string> Dependents { get; init; } = [];

    /// <summary>Who suggests values; null for nobody.</summary>
    public IConfigRecommender? Recommender { get; init; }

    /// <summary>Whether the key is left out of documentation.</summary>
    public bool IsInternal { get; init; }
}
