using Confluent.Kafka;
using Connect.Runtime.Kafka.Native;

namespace Connect.EndToEnd;

/// <summary>The bar: the bare client, used as well as it can be, with the settings that a connector's client has.</summary>
internal static class RawClient
{
    /// <summary>Sends records in a loop, with a handler, and waits for the last acknowledgement.</summary>
    public static async Task ProduceAsync(string servers, string topic, int count, byte[] value)
    {
        var config = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = servers,
            ["acks"] = "all",
            ["enable.idempotence"] = "true",
            ["max.in.flight.requests.per.connection"] = "1",
            ["linger.ms"] = "5",
            ["partitioner"] = "murmur2_random",
            ["dotnet.producer.delivery.report.fields"] = "none",
        };
        using var producer = new ProducerBuilder<byte[]?, byte[]>(config).SetKeySerializer(Serializers.ByteArray!)
            .SetValueSerializer(Serializers.ByteArray).Build();
        await ProduceAsync(producer, topic, count, value);
    }

    /// <summary>Reads records in a loop, one a call.</summary>
    public static void Consume(string servers, string topic, int count)
    {
        using var consumer = NewConsumer(servers);
        consumer.Subscribe(topic);
        for (var i = 0; i < count;)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is not null)
                i++;
        }

        consumer.Close();
    }

    /// <summary>Takes records off the native client's queue in batches, copies each value, and keeps nothing: what the library can do at
    /// most.</summary>
    public static unsafe void ConsumeNative(string servers, string topic, int count)
    {
        const int BatchSize = 500;
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
            }

            done += Math.Max(read, 0);
        }

        api.DestroyQueue(queue);
        consumer.Close();
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
