namespace Connect.Configuration;

/// <summary>A text that is not shown when it is printed.</summary>
/// <remarks>Two are equal when their texts are.</remarks>
public sealed class Password : IEquatable<Password>
{
    /// <summary>What stands instead of every password that is printed.</summary>
    public const string Hidden = "[hidden]";

    /// <summary>Wraps a text.</summary>
    /// <param name="value">The secret.</param>
    public Password(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>The secret itself. Keep it out of logs and answers.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public bool Equals(Password? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Password);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>Always <see cref="Hidden"/>.</summary>
    public override string ToString() => Hidden;
}
