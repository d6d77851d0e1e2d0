using System.Globalization;
using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>Audits a sink task: for each partition, the records read must equal the records put, skipped, returned and in flight.</summary>
/// <remarks>
/// <para>Records are counted where they are read, where a put has returned, and where a record is skipped. These places are independent, so a record
/// that is lost between them is noticed.</para>
/// <para>Used only by the task's loop; <see cref="Now"/> may be read from any thread.</para>
/// </remarks>
internal sealed class SinkAudit
{
    private readonly Dictionary<TopicPartition, Account> _accounts = [];
    private volatile Account[] _shown = [];
    private Account? _last;
    private long _mismatches;

    /// <summary>The number of mismatches. May be read from any thread.</summary>
    public long Mismatches => Volatile.Read(ref _mismatches);

    /// <summary>The current counts of each assigned partition, by outcome.</summary>
    public IEnumerable<(TopicPartition Partition, string Outcome, long Records)> Now => _shown.SelectMany(
        account => account.Numbers.Select(number => (account.Partition, number.Outcome, number.Records)));

    /// <summary>Counts a record that was read.</summary>
    public void In(string topic, int partition) => Of(topic, partition).In++;

    /// <summary>Counts the last record that was read as skipped.</summary>
    /// <param name="isSkipped">Whether it was skipped because of a tolerated error; otherwise a transform dropped it.</param>
    public void LeftOut(bool isSkipped)
    {
        if (isSkipped)
            _last!.Skipped++;
        else
            _last!.Filtered++;
    }

    /// <summary>Counts records that were put.</summary>
    public void Out(ReadOnlySpan<SinkRecord> records)
    {
        foreach (var record in records)
            Of(record.OriginalTopic, record.OriginalPartition).Out++;
    }

    /// <summary>Counts a record that was skipped because the sink refuses it.</summary>
    public void Reported(SinkRecord record) => Of(record.OriginalTopic, record.OriginalPartition).Skipped++;

    /// <summary>Counts the records in flight of some partitions as returned: they are read again.</summary>
    public void GoBack(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (_accounts.TryGetValue(partition, out var account))
                account.Returned += account.Left;
        }
    }

    /// <summary>Stops counting partitions that are revoked.</summary>
    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _accounts.Remove(partition);
        _last = null;
        _shown = [.. _accounts.Values];
    }

    /// <summary>Compares the counts, between two batches. Returns each mismatch only once.</summary>
    /// <param name="inFlight">The records that are waiting for another put.</param>
    /// <returns>Each partition with a mismatch, and its counts.</returns>
    public IReadOnlyList<(TopicPartition Partition, string Numbers)> Balance(IReadOnlyList<SinkRecord> inFlight)
    {
        foreach (var account in _accounts.Values)
            account.InFlight = 0;
        foreach (var record in inFlight)
            Of(record.OriginalTopic, record.OriginalPartition).InFlight++;
        List<(TopicPartition, string)>? wrong = null;
        foreach (var account in _accounts.Values.Where(account => account.Left != account.InFlight))
        {
            (wrong ??= [])
                .Add((account.Partition,
                    string.Join(
                        ", ", account.Numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"{number.Outcome} {number.Records}")))));
            account.Returned += account.Left - account.InFlight;
            Volatile.Write(ref _mismatches, _mismatches + 1);
        }

        return wrong ?? [];
    }

    private Account Of(string topic, int partition)
    {
        if (_last is { } last && last.Partition.Partition == partition && ReferenceEquals(last.Topic, topic))
            return last;
        var key = new TopicPartition(topic, partition);
        if (!_accounts.TryGetValue(key, out var account))
        {
            _accounts.Add(key, account = new Account(key));
            _shown = [.. _accounts.Values];
        }

        account.Topic = topic;
        return _last = account;
    }

    private sealed class Account(TopicPartition partition)
    {
        public TopicPartition Partition { get; } = partition;

        /// <summary>The topic's string instance that records use, for a fast comparison.</summary>
        public string Topic { get; set; } = partition.Topic;

        public long In { get; set; }

        public long Out { get; set; }

        public long Filtered { get; set; }

        public long Skipped { get; set; }

        public long Returned { get; set; }

        public long InFlight { get; set; }

        public long Left => In - Out - Filtered - Skipped - Returned;

        public (string Outcome, long Records)[] Numbers =>
            [("in", In), ("out", Out), ("filtered", Filtered), ("skipped", Skipped), ("returned", Returned), ("in_flight", InFlight)];
    }
}
