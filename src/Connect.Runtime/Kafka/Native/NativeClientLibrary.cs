using System.Runtime.InteropServices;
using System.Text;

namespace Connect.Runtime.Kafka.Native;

/// <summary>librdkafka itself, for what Confluent.Kafka does not show: whether a configuration key is known, and the mock cluster.</summary>
/// <remarks>Nothing of Confluent.Kafka's own objects passes through here, so it does not matter whether both loaded the same file.
/// Thread-safe.</remarks>
internal sealed class NativeClientLibrary
{
    private const int ErrorSize = 512;

    // As Confluent.Kafka packs it: the second for musl, the third for older systems without its own dependencies.
    private static readonly string[] Files = ["librdkafka", "alpine-librdkafka", "centos8-librdkafka"];
    private static readonly Lazy<NativeClientLibrary> Loaded = new(() => new NativeClientLibrary(Load()));

    private readonly nint _library;
    private readonly NativeFunctions.ConfNew _confNew;
    private readonly NativeFunctions.Destroy _confDestroy;
    private readonly NativeFunctions.ConfSet _confSet;

    private NativeClientLibrary(nint library)
    {
        _library = library;
        _confNew = Find<NativeFunctions.ConfNew>("rd_kafka_conf_new");
        _confDestroy = Find<NativeFunctions.Destroy>("rd_kafka_conf_destroy");
        _confSet = Find<NativeFunctions.ConfSet>("rd_kafka_conf_set");
    }

    /// <summary>The library, loaded at the first use.</summary>
    /// <exception cref="DllNotFoundException">It is not there.</exception>
    public static NativeClientLibrary Instance => Loaded.Value;

    /// <summary>The loaded library.</summary>
    public nint Handle => _library;

    /// <summary>Finds one of its functions.</summary>
    /// <typeparam name="T">The function's signature.</typeparam>
    /// <param name="name">Its name.</param>
    public T Find<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_library, name));

    /// <summary>What the library can do (<c>builtin.features</c>), separated by commas.</summary>
    public string Features
    {
        get
        {
            var conf = _confNew();
            var buffer = new byte[ErrorSize];
            nuint size = ErrorSize;
            try
            {
                return Find<NativeFunctions.ConfGet>("rd_kafka_conf_get")(conf, "builtin.features", buffer, ref size) == 0 ? Text(buffer) : "";
            }
            finally
            {
                _confDestroy(conf);
            }
        }
    }

    /// <summary>Tries a configuration entry.</summary>
    /// <param name="key">librdkafka's key.</param>
    /// <param name="value">Its text.</param>
    /// <param name="error">The library's words when the answer is <see cref="NativeConfigCheck.InvalidValue"/>.</param>
    public NativeConfigCheck Check(string key, string value, out string error)
    {
        var conf = _confNew();
        var buffer = new byte[ErrorSize];
        try
        {
            var answer = (NativeConfigCheck)_confSet(conf, key, value, buffer, ErrorSize);
            error = answer == NativeConfigCheck.Valid ? "" : Text(buffer);
            return answer;
        }
        finally
        {
            _confDestroy(conf);
        }
    }

    /// <summary>Reads a text that ends with a zero byte.</summary>
    /// <param name="buffer">The bytes.</param>
    public static string Text(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? buffer : buffer[..end]);
    }

    private static nint Load()
    {
        foreach (var file in Files)
        {
            if (NativeLibrary.TryLoad(file, typeof(NativeClientLibrary).Assembly, null, out var library))
                return library;
        }

        throw new DllNotFoundException("librdkafka (package librdkafka.redist) could not be loaded on this platform.");
    }
}
