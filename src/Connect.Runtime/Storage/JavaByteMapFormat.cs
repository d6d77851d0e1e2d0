namespace Connect.Runtime.Storage;

/// <summary>The elements of Java's object serialization that occur in a <c>HashMap&lt;byte[], byte[]&gt;</c>.</summary>
/// <remarks>Source: the Java Object Serialization Specification, chapter 6.</remarks>
internal static class JavaByteMapFormat
{
    public const ushort Magic = 0xACED;
    public const ushort Version = 5;
    public const byte Null = 0x70;
    public const byte Reference = 0x71;
    public const byte ClassDescription = 0x72;
    public const byte Object = 0x73;
    public const byte Array = 0x75;
    public const byte BlockData = 0x77;
    public const byte EndBlockData = 0x78;
    public const int FirstHandle = 0x7E0000;
    public const byte Serializable = 0x02;
    public const byte WriteMethod = 0x01;

    public const string MapClass = "java.util.HashMap";
    public const long MapVersion = 0x0507DAC1C31660D1;
    public const string ArrayClass = "[B";
    public const long ArrayVersion = unchecked((long)0xACF317F8060854E0);
    public const float LoadFactor = 0.75f;
    public const int FirstBuckets = 16;
}
