using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Native;

/// <summary>The native handle inside of Confluent.Kafka's clients, for functions of librdkafka that it does not call.</summary>
internal static class ConfluentHandle
{
    private static readonly Lazy<bool> SharesLibrary = new(IsLoadedOnce);

    /// <summary>Finds a client's handle. It is valid until the client is disposed.</summary>
    /// <param name="client">The client.</param>
    /// <returns>0 if there is none that <see cref="NativeClientApi"/> may use: this version of Confluent.Kafka keeps it elsewhere, or has loaded
    /// another copy of the library than we have.</returns>
    public static nint Find(IClient client)
    {
        try
        {
            return SharesLibrary.Value && HandleOf(client.Handle) is SafeHandle handle ? handle.DangerousGetHandle() : 0;
        }
        catch (Exception e) when (e is MissingMethodException or TypeLoadException)
        {
            return 0;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object? HandleOf(Handle handle);

    /// <summary>A handle means nothing to another copy of the library. Asked when both have loaded theirs.</summary>
    private static bool IsLoadedOnce()
    {
        using var process = Process.GetCurrentProcess();
        var files = process.Modules.Cast<ProcessModule>().Where(module => module.ModuleName.Contains("librdkafka", StringComparison.Ordinal))
            .Select(module => module.FileName).Distinct();
        return files.Count() == 1;
    }
}
