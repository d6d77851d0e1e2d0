using System.Globalization;
using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>A translation under way: reads Java's entries, collects librdkafka's and the warnings.</summary>
/// <param name="config">What is translated.</param>
internal sealed class TranslationDraft(ClientConfig config)
{
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClientConfigWarning> _warnings = new(StringComparer.Ordinal);

    /// <summary>What is translated.</summary>
    public ClientConfig Config => config;

    /// <summary>librdkafka's entries so far.</summary>
    public IReadOnlyDictionary<string, string> Entries => _entries;

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<ClientConfigWarning> Warnings => [.. _warnings.Values];

    /// <summary>Reads an entry.</summary>
    /// <param name="key">Java's key.</param>
    /// <returns>The text without blanks around it; null if it is not set.</returns>
    public string? Text(string key) => config.Get(key)?.Trim();

    /// <summary>Reads a number.</summary>
    /// <param name="key">Java's key.</param>
    /// <returns>Null when it is not set.</returns>
    /// <exception cref="ConfigException">It is not a number.</exception>
    public long? Number(string key)
    {
        var text = Text(key);
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigException(key, text, "Not a number of type LONG");
    }

    /// <summary>Reads a truth value.</summary>
    /// <param name="key">Java's key.</param>
    /// <returns>Null when it is not set.</returns>
    /// <exception cref="ConfigException">It is neither true nor false.</exception>
    public bool? Flag(string key)
    {
        var text = Text(key);
        if (text is null)
            return null;
        return bool.TryParse(text, out var flag) ? flag : throw new ConfigException(key, text, "Expected value to be either true or false");
    }

    /// <summary>Sets one of librdkafka's entries, after the library has looked at it.</summary>
    /// <param name="native">librdkafka's key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="key">The key that was given, for the message.</param>
    /// <exception cref="ConfigException">The library does not take the value.</exception>
    public void Set(string native, string value, string key)
    {
        if (NativeClientLibrary.Instance.Check(native, value, out var error) == NativeConfigCheck.InvalidValue)
            throw new ConfigException(key, SecretKeys.Contains(key) ? "[hidden]" : value, error);
        _entries[native] = value;
    }

    /// <summary>Sets an entry of our own choice.</summary>
    /// <param name="native">librdkafka's or Confluent.Kafka's key.</param>
    /// <param name="value">Its value.</param>
    public void Force(string native, string value) => _entries[native] = value;

    /// <summary>Sets an entry of our own choice, unless there is one.</summary>
    /// <inheritdoc cref="Force"/>
    public void Default(string native, string value) => _entries.TryAdd(native, value);

    /// <summary>Takes an entry out.</summary>
    /// <param name="native">librdkafka's key.</param>
    public void Remove(string native) => _entries.Remove(native);

    /// <summary>Notes that a key does not do what it does in Java.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">What becomes of it, and why.</param>
    public void Warn(string key, string reason) => _warnings.TryAdd(key, new ClientConfigWarning(key, reason));

    /// <summary>Brings a number into the range that librdkafka takes, with a warning when that changes it.</summary>
    /// <param name="key">Java's key.</param>
    /// <param name="number">The number.</param>
    /// <param name="least">The lowest.</param>
    /// <param name="most">The highest.</param>
    public string Clamp(string key, long number, long least, long most)
    {
        var inside = Math.Clamp(number, least, most);
        // -1 stands for "none" and Long.MAX for "forever"; the nearest number that can be had means the same.
        if (inside != number && number is not (-1 or int.MaxValue or long.MaxValue))
            Warn(key, string.Create(CultureInfo.InvariantCulture, $"is used as {inside}, the nearest value that the client accepts"));
        return inside.ToString(CultureInfo.InvariantCulture);
    }
}
