using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Native;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Reads the group's generation from librdkafka, because Confluent.Kafka does not expose it.</summary>
internal static unsafe class GroupGeneration
{
    private static readonly Lazy<Functions?> Loaded = new(Load);

    /// <summary>Reads the generation.</summary>
    /// <param name="consumer">The consumer; must not be disposed.</param>
    /// <returns>The generation; -1 if the consumer is not a member, or the native library does not offer the function.</returns>
    public static int Of(IClient consumer)
    {
        if (Loaded.Value is not { } functions || ConfluentHandle.Find(consumer) is not (not 0 and var handle))
            return -1;
        var metadata = functions.Metadata(handle);
        if (metadata == 0)
            return -1;
        var generation = functions.Generation(metadata);
        functions.Destroy(metadata);
        return generation;
    }

    private static Functions? Load()
    {
        try
        {
            var library = NativeClientLibrary.Instance.Handle;
            return new Functions(
                (delegate* unmanaged[Cdecl]<nint, nint>)NativeLibrary.GetExport(library, "rd_kafka_consumer_group_metadata"),
                (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "rd_kafka_consumer_group_metadata_generation_id"),
                (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "rd_kafka_consumer_group_metadata_destroy"));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private sealed class Functions(
        delegate* unmanaged[Cdecl]<nint, nint> metadata, delegate* unmanaged[Cdecl]<nint, int> generation, delegate* unmanaged[Cdecl]<nint,
            void> destroy)
    {
        public nint Metadata(nint client) => metadata(client);

        public int Generation(nint pointer) => generation(pointer);

        public void Destroy(nint pointer) => destroy(pointer);
    }
}
