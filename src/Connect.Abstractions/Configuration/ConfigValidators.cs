using Connect.JavaCompatibility.Patterns;

namespace Connect.Configuration;

/// <summary>The validators of Kafka's <c>ConfigDef</c>, with its texts.</summary>
public static class ConfigValidators
{
    /// <summary>The value is given.</summary>
    public static IConfigValidator NonNull { get; } = new NonNullValidator();

    /// <summary>The text has at least one character; null passes.</summary>
    public static IConfigValidator NonEmptyString { get; } = new NonEmptyStringValidator();

    /// <summary>The text has at least one character and no control characters; null passes.</summary>
    public static IConfigValidator NonEmptyStringWithoutControlChars { get; } = new ControlCharacterValidator();

    /// <summary>The text is given and a regular expression in Java's syntax (<c>java.util.regex</c>).</summary>
    public static IConfigValidator Regex { get; } = new RegexValidator();

    /// <summary>The number is given and not below a bound.</summary>
    /// <param name="min">The bound.</param>
    public static IConfigValidator AtLeast(long min) => new RangeValidator(min, null);

    /// <inheritdoc cref="AtLeast(long)"/>
    public static IConfigValidator AtLeast(double min) => new RangeValidator(min, null);

    /// <summary>The number is given and within bounds.</summary>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    public static IConfigValidator Between(long min, long max) => new RangeValidator(min, max);

    /// <inheritdoc cref="Between(long, long)"/>
    public static IConfigValidator Between(double min, double max) => new RangeValidator(min, max);

    /// <summary>The text is one of these.</summary>
    /// <param name="values">The texts; null among them lets a missing value pass.</param>
    public static IConfigValidator ValidString(params string?[] values) => new StringValidator([.. values]);

    /// <summary>The text is one of these in any case.</summary>
    /// <param name="values">The texts.</param>
    public static IConfigValidator CaseInsensitiveValidString(params string[] values) => new CaseInsensitiveStringValidator(values);

    /// <summary>The list has only these items, and none twice; it may be empty, but not null.</summary>
    /// <param name="values">The items.</param>
    public static IConfigValidator ValidList(params string[] values) => new ListValidator(values, emptyAllowed: true, nullAllowed: false);

    /// <summary>The list has only these items, and none twice.</summary>
    /// <param name="emptyAllowed">Whether it may be empty.</param>
    /// <param name="values">The items.</param>
    /// <exception cref="ArgumentException">Nothing is allowed at all.</exception>
    public static IConfigValidator ValidList(bool emptyAllowed, params string[] values) =>
        emptyAllowed || values.Length > 0
            ? new ListValidator(values, emptyAllowed, nullAllowed: false)
            : throw new ArgumentException("At least one valid string must be provided when empty values are not allowed", nameof(values));

    /// <summary>The list has any items, but none twice and none empty.</summary>
    /// <param name="emptyAllowed">Whether it may be empty.</param>
    /// <param name="nullAllowed">Whether it may be missing.</param>
    public static IConfigValidator AnyNonDuplicateValues(bool emptyAllowed, bool nullAllowed) => new ListValidator([], emptyAllowed, nullAllowed);

    /// <summary>The list is given and no longer than this.</summary>
    /// <param name="max">The number of items.</param>
    public static IConfigValidator ListSize(int max) => new ListSizeValidator(max);

    /// <summary>All of these, in order; the first that complains is heard.</summary>
    /// <param name="validators">The validators.</param>
    public static IConfigValidator Composite(params IConfigValidator[] validators) => new CompositeValidator([.. validators]);

    /// <summary>A check of one's own.</summary>
    /// <param name="ensureValid">Throws <see cref="ConfigException"/> for a key and a value that is not acceptable. Called from several
    /// threads.</param>
    /// <param name="description">What is acceptable, for users.</param>
    public static IConfigValidator Lambda(Action<string, object?> ensureValid, string description) => new LambdaValidator(ensureValid, description);
}
