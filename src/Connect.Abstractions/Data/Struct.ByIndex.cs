namespace Connect.Data;

// The way through a struct by position, for converters that have looked at the schema once and know its fields' types.
public sealed partial class Struct
{
    /// <summary>Whether a field is unset or null; its default does not count.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>True if there is no value.</returns>
    public bool IsNullAt(int index) => _slots[index].IsNull;

    /// <summary>A field's value, boxed, ignoring its default.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value; null if there is none.</returns>
    public object? GetAt(int index) => _slots[index].Box(Schema.FieldKinds![index]);

    /// <summary>Sets a field as <see cref="Put(string, object?)"/> does.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field's schema does not accept the value.</exception>
    public void SetAt(int index, object? value) => PutAt(Schema.FieldSpan[index], value);

    /// <summary>Sets a field to a field of another struct, without boxing where both are of one type.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="source">The other struct.</param>
    /// <param name="sourceIndex">The other field's position, from 0.</param>
    /// <exception cref="DataException">The field's schema does not accept the value.</exception>
    public void CopyAt(int index, Struct source, int sourceIndex)
    {
        ArgumentNullException.ThrowIfNull(source);
        ref readonly var slot = ref source._slots[sourceIndex];
        var kind = Schema.FieldKinds![index];
        // What one schema has accepted another one of the same kind accepts too, collections and structs aside: their parts may differ.
        if (!slot.IsNull
            && kind == source.Schema.FieldKinds![sourceIndex]
            && (kind is not (ValueKind.Array or ValueKind.Map or ValueKind.Struct)
            || ReferenceEquals(Schema.FieldSpan[index].Schema, source.Schema.FieldSpan[sourceIndex].Schema)))
        {
            _slots[index] = slot;
        }
        else
        {
            SetAt(index, source.GetAt(sourceIndex));
        }
    }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z of a field whose schema is a logical Date, Time or Timestamp; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The milliseconds.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public long GetUnixMillisecondsAt(int index) =>
        Schema.FieldKinds![index] >= ValueKind.Date
            ? ReferenceEquals(_slots[index].Reference, FieldSlot.InBits)
                ? _slots[index].Bits : 0 : throw WrongTypeAt(index, "a date, time or timestamp");

    /// <summary>Sets a field whose schema is a logical Date, Time or Timestamp.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetUnixMillisecondsAt(int index, long unixMilliseconds)
    {
        if (Schema.FieldKinds![index] < ValueKind.Date)
            throw WrongTypeAt(index, "a date, time or timestamp");
        _slots[index].SetBits(unixMilliseconds);
    }

    /// <summary>The value of a field of type INT8, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public sbyte GetInt8At(int index) => (sbyte)BitsAt(index, ValueKind.Int8);

    /// <summary>Sets a field of type INT8 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetInt8At(int index, sbyte value) => SetBitsAt(index, ValueKind.Int8, value);

    /// <summary>The value of a field of type INT16, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public short GetInt16At(int index) => (short)BitsAt(index, ValueKind.Int16);

    /// <summary>Sets a field of type INT16 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetInt16At(int index, short value) => SetBitsAt(index, ValueKind.Int16, value);

    /// <summary>The value of a field of type INT32, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public int GetInt32At(int index) => (int)BitsAt(index, ValueKind.Int32);

    /// <summary>Sets a field of type INT32 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetInt32At(int index, int value) => SetBitsAt(index, ValueKind.Int32, value);

    /// <summary>The value of a field of type INT64, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public long GetInt64At(int index) => BitsAt(index, ValueKind.Int64);

    /// <summary>Sets a field of type INT64 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetInt64At(int index, long value) => SetBitsAt(index, ValueKind.Int64, value);

    /// <summary>The value of a field of type FLOAT32, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public float GetFloat32At(int index) => BitConverter.Int32BitsToSingle((int)BitsAt(index, ValueKind.Float32));

    /// <summary>Sets a field of type FLOAT32 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetFloat32At(int index, float value) => SetBitsAt(index, ValueKind.Float32, BitConverter.SingleToInt32Bits(value));

    /// <summary>The value of a field of type FLOAT64, without boxing and ignoring its default; 0 when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public double GetFloat64At(int index) => BitConverter.Int64BitsToDouble(BitsAt(index, ValueKind.Float64));

    /// <summary>Sets a field of type FLOAT64 without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetFloat64At(int index, double value) => SetBitsAt(index, ValueKind.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>The value of a field of type BOOLEAN, without boxing and ignoring its default; false when it is null.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DataException">The field is of another type.</exception>
    public bool GetBooleanAt(int index) => BitsAt(index, ValueKind.Boolean) != 0;

    /// <summary>Sets a field of type BOOLEAN without boxing.</summary>
    /// <param name="index">The field's position, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field is of another type.</exception>
    public void SetBooleanAt(int index, bool value) => SetBitsAt(index, ValueKind.Boolean, value ? 1 : 0);

    /// <summary>Sets a field that is kept by reference to a value that is in form already: for converters that made the value by the field's
    /// schema.</summary>
    internal void PlaceAt(int index, object? value) => _slots[index].Reference = value;

    private long BitsAt(int index, ValueKind kind) => Schema.FieldKinds![index] == kind
        ? ReferenceEquals(_slots[index].Reference, FieldSlot.InBits) ? _slots[index].Bits : 0
        : throw WrongTypeAt(index, kind.ToString());

    private void SetBitsAt(int index, ValueKind kind, long bits)
    {
        if (Schema.FieldKinds![index] != kind)
            throw WrongTypeAt(index, kind.ToString());
        _slots[index].SetBits(bits);
    }

    private DataException WrongTypeAt(int index, string wanted) =>
        new($"Field '{Schema.FieldSpan[index].Name}' is of type {Schema.FieldSpan[index].Schema}, not {wanted}");
}
