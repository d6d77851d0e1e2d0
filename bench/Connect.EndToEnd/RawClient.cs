using Confluent.Kafka;
using Connect.Runtime.Kafka.Native;

namespace Connect.EndToEnd;

/// <summary>The bar: the bare client, used as well as it can be, with the settings that a connector's client has.</summary>
internal static class RawClient
{
    private const int BatchSize = 500;

    /// <summary>Sends records in a loop, with a handler, and waits for the last acknowledgement.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="count">How many records; a quarter of them is warm-up.</param>
    /// <param name="value">What each holds.</param>
    /// <param name="warm">Called after the warm-up.</param>
    public static async Task ProduceAsync(string servers, string topic, int count, byte[] value, Action warm)
    {
        var config = new Dictionary<string, string>(ProducerSettings(servers)) { ["dotnet.producer.delivery.report.fields"] = "none" };
        using var producer = new ProducerBuilder<byte[]?, byte[]>(config).SetKeySerializer(Serializers.ByteArray!)
            .SetValueSerializer(Serializers.ByteArray).Build();
        await ProduceAsync(producer, topic, count / 4, value);
        warm();
        await ProduceAsync(producer, topic, count - (count / 4), value);
    }

    /// <summary>Hands records to the native client in batches and counts the reports: what the library can do at most.</summary>
    /// <inheritdoc cref="ProduceAsync(string, string, int, byte[], Action)"/>
    public static unsafe void ProduceNative(string servers, string topic, int count, byte[] value, Action warm)
    {
        const int QueueFull = -184;
        var api = NativeClientApi.Instance ?? throw new InvalidOperationException("The native library lacks a function.");
        var client = api.NewProducer("raw", ProducerSettings(servers));
        var (queue, handle) = (api.MainQueue(client), api.NewTopic(client, topic));
        var messages = stackalloc NativeMessage[BatchSize];
        var (sent, reported) = (0, 0);
        fixed (byte* bytes = value)
        {
            while (reported < count)
            {
                var size = Math.Min(BatchSize, count - sent);
                for (var i = 0; i < size; i++)
                    messages[i] = new NativeMessage { Value = bytes, ValueLength = (nuint)value.Length };
                if (size > 0)
                    _ = api.ProduceBatch(handle, -1, NativeClientApi.CopyFlag, messages, size);
                for (var i = 0; i < size; i++)
                {
                    if (messages[i].Error == 0)
                        sent++;
                    else if (messages[i].Error != QueueFull)
                        throw new KafkaException((ErrorCode)messages[i].Error);
                }

                // A full queue empties while the thread waits here for reports.
                var before = reported;
                while (api.Poll(queue, sent == count || (size > 0 && messages[size - 1].Error != 0) ? 10 : 0) is not 0 and var happened)
                {
                    reported += CountReports(api, happened);
                    api.DestroyEvent(happened);
                    if (sent < count)
                        break;
                }

                if (before < count / 4 && reported >= count / 4)
                    warm();
            }
        }

        api.DestroyTopic(handle);
        api.DestroyQueue(queue);
        api.Destroy(client);
    }

    /// <summary>Reads records in a loop, one a call.</summary>
    /// <inheritdoc cref="ConsumeNative"/>
    public static void Consume(string servers, string topic, int count, Action warm)
    {
        using var consumer = NewConsumer(servers);
        consumer.Subscribe(topic);
        for (var i = 0; i < count;)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is not null && ++i == count / 4)
                warm();
        }

        consumer.Close();
    }

    /// <summary>Takes records off the native client's queue in batches, copies each value, and keeps nothing: what the library can do at
    /// most.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="count">How many records; a quarter of them is warm-up.</param>
    /// <param name="warm">Called after the warm-up.</param>
    public static unsafe void ConsumeNative(string servers, string topic, int count, Action warm)
    {
        var api = NativeClientApi.Instance ?? throw new InvalidOperationException("The native library lacks a function.");
        using var consumer = NewConsumer(servers);
        consumer.Subscribe(topic);
        var queue = api.ConsumerQueue(ConfluentHandle.Find(consumer));
        var messages = stackalloc NativeMessage*[BatchSize];
        var copy = new byte[64 * 1024];
        for (var done = 0; done < count;)
        {
            var read = (int)api.ConsumeBatch(queue, 0, messages, BatchSize);
            if (read <= 0)
                read = (int)api.ConsumeBatch(queue, 100, messages, 1);
            for (var i = 0; i < read; i++)
            {
                new ReadOnlySpan<byte>(messages[i]->Value, (int)messages[i]->ValueLength).CopyTo(copy);
                api.DestroyMessage(messages[i]);
                if (++done == count / 4)
                    warm();
            }
        }

        api.DestroyQueue(queue);
        consumer.Close();
    }

    private static Dictionary<string, string> ProducerSettings(string servers) => new()
    {
        ["bootstrap.servers"] = servers,
        ["acks"] = "all",
        ["enable.idempotence"] = "true",
        ["max.in.flight.requests.per.connection"] = "1",
        ["linger.ms"] = "5",
        ["partitioner"] = "murmur2_random",
    };

    private static unsafe int CountReports(NativeClientApi api, nint happened)
    {
        if ((NativeEvents)api.EventKind(happened) != NativeEvents.Deliveries)
            return 0;
        var reports = stackalloc NativeMessage*[BatchSize];
        var count = 0;
        while (api.EventMessages(happened, reports, BatchSize) is not 0 and var taken)
        {
            for (var i = 0; i < (int)taken; i++)
            {
                if (reports[i]->Error != 0)
                    throw new KafkaException((ErrorCode)reports[i]->Error);
            }

            count += (int)taken;
        }

        return count;
    }

    private static IConsumer<byte[]?, byte[]> NewConsumer(string servers)
    {
        var config = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = servers,
            ["group.id"] = $"raw-{Guid.NewGuid():N}",
            ["auto.offset.reset"] = "earliest",
            ["enable.auto.commit"] = "false",
            ["fetch.queue.backoff.ms"] = "50",
            ["queued.max.messages.kbytes"] = "16384",
        };
        return new ConsumerBuilder<byte[]?, byte[]>(config).SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray)
            .Build();
    }

    private static async Task ProduceAsync(IProducer<byte[]?, byte[]> producer, string topic, int count, byte[] value)
    {
        var acknowledgements = new Acknowledgements(count);
        Action<DeliveryReport<byte[]?, byte[]>> handler = acknowledgements.Add;
        var partition = new TopicPartition(topic, Partition.Any);
        var message = new Message<byte[]?, byte[]> { Value = value, Headers = [] };
        for (var i = 0; i < count; i++)
        {
            while (true)
            {
                try
                {
                    producer.Produce(partition, message, handler);
                    break;
                }
                catch (ProduceException<byte[]?, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
                {
                    producer.Poll(TimeSpan.FromMilliseconds(1));
                }
            }
        }

        await acknowledgements.All;
    }

    private sealed class Acknowledgements(int count)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task All => _all.Task;

        public void Add(DeliveryReport<byte[]?, byte[]> report)
        {
            if (report.Error.IsError)
                _all.TrySetException(new KafkaException(report.Error));
            else if (Interlocked.Decrement(ref _left) == 0)
                _all.TrySetResult();
        }
    }
}
