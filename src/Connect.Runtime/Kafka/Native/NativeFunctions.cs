using System.Runtime.InteropServices;

namespace Connect.Runtime.Kafka.Native;

/// <summary>The signatures of the few functions of librdkafka that Confluent.Kafka does not show.</summary>
/// <remarks>Everything goes over opaque pointers; a text buffer receives an error's text.</remarks>
internal static class NativeFunctions
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint ConfNew();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void Destroy(nint pointer);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int ConfSet(
        nint conf, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, byte[] error,
        nuint errorSize);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int ConfGet(nint conf, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] value, ref nuint valueSize);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void ConfSetLogCallback(nint conf, nint callback);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint New(int type, nint conf, byte[] error, nuint errorSize);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint MockClusterNew(nint client, int brokers);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint MockClusterBootstraps(nint cluster);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void MockGroupDelay(nint cluster, int milliseconds);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int MockTopicCreate(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicationFactor);
}
