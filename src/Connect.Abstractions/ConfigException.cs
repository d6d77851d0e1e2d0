using Connect.Data;

namespace Connect;

/// <summary>Thrown for an invalid configuration.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.config.ConfigException</c>. Its messages are shown over REST.</remarks>
public class ConfigException : ConnectException
{
    /// <summary>Creates the exception with a default message.</summary>
    public ConfigException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public ConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for an invalid value of a key.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="value">The invalid value.</param>
    /// <param name="reason">Why it is invalid; null if there is nothing to add.</param>
    public ConfigException(string name, object? value, string? reason = null)
        : base($"Invalid value {JavaText.Of(value)} for configuration {name}{(reason is null ? "" : ": " + reason)}")
    {
    }
}
