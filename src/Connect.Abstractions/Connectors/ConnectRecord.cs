using System.Globalization;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>A record on its way through Kafka Connect.</summary>
/// <remarks>
/// A transform makes a changed copy by <c>with</c>, which keeps the run-time type; the copy has its own list of headers unless <c>with</c> sets one.
/// Records compare as in Java: schemas by content, key and value by <see cref="ValueEqualityComparer.Java"/> (byte arrays by reference), headers in
/// order. Corresponds to <c>org.apache.kafka.connect.connector.ConnectRecord</c>.
/// </remarks>
public abstract record ConnectRecord
{
    private readonly int? _partition;
    private ConnectHeaders? _headers;

    /// <summary>Creates a record.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition; null if the producer is to choose it.</param>
    /// <param name="keySchema">The key's schema; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">Milliseconds since 1970-01-01T00:00:00Z; null for none.</param>
    /// <param name="headers">The headers; a <see cref="ConnectHeaders"/> is used as it is, anything else copied, null is none.</param>
    private protected ConnectRecord(
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp,
        IEnumerable<ConnectHeader>? headers)
    {
        Topic = topic;
        _partition = partition;
        KeySchema = keySchema;
        Key = key;
        ValueSchema = valueSchema;
        Value = value;
        Timestamp = timestamp;
        if (headers is not null)
            _headers = headers as ConnectHeaders ?? new ConnectHeaders(headers);
    }

    /// <summary>Copies a record, headers included, for <c>with</c>.</summary>
    /// <param name="original">The record.</param>
    protected ConnectRecord(ConnectRecord original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Topic = original.Topic;
        _partition = original._partition;
        KeySchema = original.KeySchema;
        Key = original.Key;
        ValueSchema = original.ValueSchema;
        Value = original.Value;
        Timestamp = original.Timestamp;
        _headers = original.HasHeaders ? original._headers!.Duplicate() : null;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; init; }

    /// <summary>The partition; null (source records only) when the producer is to choose it.</summary>
    /// <exception cref="ArgumentNullException">Null for a sink record.</exception>
    public int? Partition
    {
        get => _partition;
        init => _partition = value is not null || !RequiresPartition
            ? value : throw new ArgumentNullException(nameof(value), "A sink record has a partition.");
    }

    /// <summary>The key's schema; null for a key without one.</summary>
    public Schema? KeySchema { get; init; }

    /// <summary>The key.</summary>
    public object? Key { get; init; }

    /// <summary>The value's schema; null for a value without one.</summary>
    public Schema? ValueSchema { get; init; }

    /// <summary>The value; null is a tombstone where the schema is null too.</summary>
    public object? Value { get; init; }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z; null for none.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The headers, made at the first use; ask <see cref="HasHeaders"/> first where that matters.</summary>
    public ConnectHeaders Headers
    {
        get => _headers ??= new ConnectHeaders();
        init => _headers = value;
    }

    /// <summary>Whether there is any header.</summary>
    public bool HasHeaders => _headers is { IsEmpty: false };

    private protected virtual bool RequiresPartition => false;

    /// <summary>Whether the other record has the same type and equal parts.</summary>
    /// <param name="other">The other record.</param>
    /// <returns>True if they are equal.</returns>
    public virtual bool Equals(ConnectRecord? other) => ReferenceEquals(this, other)
        || (other is not null
            && EqualityContract == other.EqualityContract
            && string.Equals(Topic, other.Topic, StringComparison.Ordinal)
            && Partition == other.Partition
            && Timestamp == other.Timestamp
            && KeySchema == other.KeySchema
            && ValueSchema == other.ValueSchema
            && ValueEqualityComparer.Java.Equals(Key, other.Key)
            && ValueEqualityComparer.Java.Equals(Value, other.Value)
            && (HasHeaders ? other.HasHeaders && _headers!.Equals(other._headers) : !other.HasHeaders));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Topic,
        Partition,
        Timestamp,
        KeySchema,
        ValueSchema,
        ValueEqualityComparer.Java.GetHashCode(Key),
        ValueEqualityComparer.Java.GetHashCode(Value),
        HasHeaders ? _headers!.GetHashCode() : 0);

    /// <summary>The record in Java's form: <c>ConnectRecord{topic='t', kafkaPartition=0, key=…}</c>. It shows the record's contents.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"ConnectRecord{{topic='{JavaText.Of(Topic)}', kafkaPartition={JavaText.Of(Partition)}, key={JavaText.Of(Key)}, "
            + $"keySchema={JavaText.Of(KeySchema)}, value={JavaText.Of(Value)}, valueSchema={JavaText.Of(ValueSchema)}, "
            + $"timestamp={JavaText.Of(Timestamp)}, headers={Headers}}}");
}
