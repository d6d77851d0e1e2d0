using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <content>Changes of the assignment, and offsets. The handlers must not throw: the client would release all partitions.</content>
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan LookupPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SeekPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SeekLimit = TimeSpan.FromSeconds(10);

    /// <summary>Continues at other offsets. Called on the consumer's thread.</summary>
    /// <param name="offsets">For each partition, the offset of the next record.</param>
    /// <exception cref="KafkaClientException">A partition does not have the offset; then no partition was sought.</exception>
    public void Seek(IEnumerable<TopicPartitionOffset> offsets)
    {
        var targets =
            offsets.Where(target => _positions.Contains(target.TopicPartition) && !_queue.IsLeaving(Ours(target.TopicPartition), isGone: false))
            .Select(target => new TopicPartitionOffset(target.TopicPartition, FindValid(target.TopicPartition, target.Offset.Value))).ToList();
        foreach (var target in targets)
        {
            _ends.Forget(target.TopicPartition);
            SeekWhenStarted(target);
            _ends.Forget(target.TopicPartition);
            _positions.Set(target.TopicPartition, target.Offset.Value);
            _queue.Drop([Ours(target.TopicPartition)]);
        }
    }

    private static TopicPartition Ours(KafkaTopicPartition partition) => new(partition.Topic, partition.Partition.Value);

    private static List<TopicPartition> Ours(IEnumerable<TopicPartitionOffset> partitions) =>
        [.. partitions.Select(entry => Ours(entry.TopicPartition))];

    private List<TopicPartitionOffset> OnAssigned(List<KafkaTopicPartition> partitions)
    {
        _changed.UnionWith(partitions);
        var starts = FindStarts(partitions);
        foreach (var start in starts)
        {
            _positions.Set(start.TopicPartition, start.Offset.Value);
            _ends.Forget(start.TopicPartition);
        }

        _paused.Assign(partitions);
        _changes.Assigned(starts.ToDictionary(start => Ours(start.TopicPartition), start => start.Offset.Value));
        return starts;
    }

    private List<TopicPartitionOffset> FindStarts(List<KafkaTopicPartition> partitions)
    {
        while (!_isClosing && !_hasFailed)
        {
            try
            {
                var starts = _offsets.FindStarts(partitions);
                _monitor.Succeed();
                return starts;
            }
            catch (KafkaClientException e)
            {
                Fail(e);
            }
            catch (KafkaException e)
            {
                var error = OffsetLookup.ErrorOf(e);
                if (error.IsFatal || KafkaErrors.KindOf(error.Code) is not (KafkaErrorKind.Transient or KafkaErrorKind.UnknownTopicOrPartition))
                    Fail(KafkaErrors.Exception($"Kafka client {_clientId} cannot look up the start offsets of its partitions", error, e));
                else
                    _monitor.Report(error);
                _commands.Wait(LookupPause);
                _commands.Run();
            }
        }

        // These partitions are no longer read; the client only needs a result.
        return [.. partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset))];
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        // When the handler returns, the group may reassign the partitions: the task must have finished with them before.
        _changes.Revoke(Ours(partitions));
        Forget(partitions);
    }

    private void OnLost(List<TopicPartitionOffset> partitions)
    {
        _changes.Lost(Ours(partitions));
        Forget(partitions);
    }

    private void Forget(List<TopicPartitionOffset> partitions)
    {
        foreach (var entry in partitions)
        {
            _changed.Add(entry.TopicPartition);
            _again.Remove(entry.TopicPartition);
            _positions.Remove(entry.TopicPartition);
            _ends.Forget(entry.TopicPartition);
            _outOfRange.Remove(entry.TopicPartition);
        }

        _paused.Unassign(partitions.Select(entry => entry.TopicPartition));
    }

    /// <summary>Finds where to continue in partitions that do not have the current offset. A broker that is temporarily unreachable is queried
    /// again.</summary>
    private void RecoverOffsets()
    {
        if (_outOfRange.Count == 0 || (_lastRecovery != 0 && _time.GetElapsedTime(_lastRecovery) < LookupPause))
            return;
        foreach (var partition in _outOfRange.ToArray())
        {
            if (!_positions.Contains(partition) || TryRecoverOffset(partition))
                _outOfRange.Remove(partition);
        }

        _lastRecovery = _outOfRange.Count == 0 ? 0 : _time.GetTimestamp();
    }

    private bool TryRecoverOffset(KafkaTopicPartition partition)
    {
        try
        {
            var held = _offsets.FindWatermarks(partition);
            var offset = _positions.Get(partition);
            if (!_config.ResetsOutOfRange && (offset < held.Low.Value || offset > held.High.Value))
                throw Gone(partition, offset, held);
            var next = _config.ResetsOutOfRange ? FindReset(partition, offset, held) : offset;
            _positions.Set(partition, next);
            AssignAgain(new TopicPartitionOffset(partition, next));
            return true;
        }
        catch (KafkaClientException e)
        {
            Fail(e);
        }
        catch (KafkaException e)
        {
            var error = OffsetLookup.ErrorOf(e);
            if (!error.IsFatal
                && (error.Code == ErrorCode.Local_State
                || KafkaErrors.KindOf(error.Code) is KafkaErrorKind.Transient or KafkaErrorKind.UnknownTopicOrPartition))
            {
                _monitor.Report(error);
                return false;
            }

            Fail(KafkaErrors.Exception(
                $"Kafka client {_clientId} cannot continue reading partition {partition.Topic}-{partition.Partition.Value}", error, e));
        }

        return true;
    }

    // The library has stopped reading the partition, and cannot seek in a partition that is not read. Assigning it again sets the start offset.
    private void AssignAgain(TopicPartitionOffset start)
    {
        if (_config.IsCooperative)
        {
            if (_consumer.Assignment.Contains(start.TopicPartition))
                _consumer.IncrementalUnassign([start.TopicPartition]);
            _consumer.IncrementalAssign([start]);
            _paused.Assign([start.TopicPartition]);
            return;
        }

        _consumer.Assign(_positions.All.Select(entry => new TopicPartitionOffset(entry.Key, entry.Value)));
        _paused.Assign(_positions.All.Keys);
    }

    private long FindReset(KafkaTopicPartition partition, long offset, WatermarkOffsets held)
    {
        var next = _offsets.FindReset(partition).Value;
        Log.OffsetReset(_logger, partition.Topic, partition.Partition.Value, offset, held.Low.Value, held.High.Value, next);
        return next;
    }

    private long FindValid(KafkaTopicPartition partition, long offset)
    {
        WatermarkOffsets held;
        try
        {
            held = _offsets.FindWatermarks(partition);
        }
        catch (KafkaException e) when (KafkaErrors.KindOf(e.Error.Code) == KafkaErrorKind.Transient)
        {
            // The fetch finds out when the brokers are back.
            return offset;
        }

        if (offset >= held.Low.Value && offset <= held.High.Value)
            return offset;
        if (!_config.ResetsOutOfRange)
            throw Gone(partition, offset, held);
        return FindReset(partition, offset, held);
    }

    private static KafkaClientException Gone(KafkaTopicPartition partition, long offset, WatermarkOffsets held)
    {
        var what = offset < held.Low.Value
            ? $"{held.Low.Value - offset} offsets were removed by retention or a deletion of records before they were read"
            : "the partition ends before it; was the topic deleted and recreated, or was there an unclean leader election?";
        return new KafkaClientException(
            $"Partition {partition.Topic}-{partition.Partition.Value} does not have offset {offset}: it has {held.Low.Value} to {held.High.Value}; "
                + $"{what}. Set the connector's offset, or set consumer.override.auto.offset.reset (earliest, latest) to continue there.",
            KafkaErrorKind.OffsetOutOfRange, (int)ErrorCode.OffsetOutOfRange);
    }

    // A partition that was assigned a moment ago is not fetched from yet, and cannot be sought until it is.
    private void SeekWhenStarted(TopicPartitionOffset target)
    {
        var start = _time.GetTimestamp();
        while (true)
        {
            try
            {
                _consumer.Seek(target);
                return;
            }
            catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_State && _time.GetElapsedTime(start) < SeekLimit)
            {
                _commands.Wait(SeekPause);
            }
        }
    }
}
