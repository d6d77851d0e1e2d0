using Connect.Data;

namespace Connect;

/// <summary>A configuration that is not valid.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.config.ConfigException</c>, whose texts travel over REST.</remarks>
public class ConfigException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
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

    /// <summary>Creates the exception for one value of one key.</summary>
    /// <param name="name">The configuration key.</param>
    /// <param name="value">The value that is not valid.</param>
    /// <param name="reason">Why; null when there is nothing to add.</param>
    public ConfigException(string name, object? value, string? reason = null)
        : base($"Invalid value {JavaText.Of(value)} for configuration {name}{(reason is null ? "" : ": " + reason)}")
    {
    }
}
