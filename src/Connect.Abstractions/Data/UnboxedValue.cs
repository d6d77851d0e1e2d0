using System.Runtime.CompilerServices;

namespace Connect.Data;

/// <summary>Moves values between CLR types and slots without boxing; the type tests are resolved when the method is compiled for <c>T</c>.</summary>
internal static class UnboxedValue
{
    public static T Read<T>(in FieldSlot slot, ValueKind kind, Field field)
    {
        if (typeof(T) == typeof(int) && kind == ValueKind.Int32)
            return As<int, T>((int)slot.Bits);
        if (typeof(T) == typeof(long) && kind == ValueKind.Int64)
            return As<long, T>(slot.Bits);
        if (typeof(T) == typeof(double) && kind == ValueKind.Float64)
            return As<double, T>(BitConverter.Int64BitsToDouble(slot.Bits));
        if (typeof(T) == typeof(bool) && kind == ValueKind.Boolean)
            return As<bool, T>(slot.Bits != 0);
        if (typeof(T) == typeof(float) && kind == ValueKind.Float32)
            return As<float, T>(BitConverter.Int32BitsToSingle((int)slot.Bits));
        if (typeof(T) == typeof(short) && kind == ValueKind.Int16)
            return As<short, T>((short)slot.Bits);
        if (typeof(T) == typeof(sbyte) && kind == ValueKind.Int8)
            return As<sbyte, T>((sbyte)slot.Bits);
        if (typeof(T) == typeof(ConnectInstant) && kind >= ValueKind.Date)
            return As<ConnectInstant, T>(new ConnectInstant(slot.Bits));
        return Cast<T>(slot.Box(kind), field);
    }

    public static T Cast<T>(object? value, Field field)
    {
        if (value is T typed)
            return typed;
        if (value is null)
            return default(T) is null ? default! : throw new DataException($"Field '{field.Name}' is null and has no default");
        if (FieldConversion.TryRead<T>(value, out var converted))
            return converted;
        var holder = value is ConnectDecimal or ConnectInstant ? value.GetType().Name : FieldConversion.TypeOf(field.Schema.Kind);
        throw new DataException(
            $"Field '{field.Name}' is of type {field.Schema.Type.ToUpperName()}{(field.Schema.Name is null ? "" : $" ({field.Schema.Name})")}: "
                + $"{value.GetType()} is not {typeof(T)}. Read it with Get<{holder}>.");
    }

    public static bool TryWrite<T>(T value, ValueKind kind, ref FieldSlot slot)
    {
        if (typeof(T) == typeof(int) && kind == ValueKind.Int32)
            slot.SetBits(As<T, int>(value));
        else if (typeof(T) == typeof(long) && kind == ValueKind.Int64)
            slot.SetBits(As<T, long>(value));
        else if (typeof(T) == typeof(double) && kind == ValueKind.Float64)
            slot.SetBits(BitConverter.DoubleToInt64Bits(As<T, double>(value)));
        else if (typeof(T) == typeof(bool) && kind == ValueKind.Boolean)
            slot.SetBits(As<T, bool>(value) ? 1 : 0);
        else if (typeof(T) == typeof(float) && kind == ValueKind.Float32)
            slot.SetBits(BitConverter.SingleToInt32Bits(As<T, float>(value)));
        else if (typeof(T) == typeof(short) && kind == ValueKind.Int16)
            slot.SetBits(As<T, short>(value));
        else if (typeof(T) == typeof(sbyte) && kind == ValueKind.Int8)
            slot.SetBits(As<T, sbyte>(value));
        else if (typeof(T) == typeof(DateTimeOffset) && kind == ValueKind.Timestamp)
            slot.SetBits(As<T, DateTimeOffset>(value).ToUnixTimeMilliseconds());
        else if (typeof(T) == typeof(ConnectInstant) && kind >= ValueKind.Date)
            slot.SetBits(As<T, ConnectInstant>(value).UnixMilliseconds);
        else
            return false;
        return true;
    }

    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
