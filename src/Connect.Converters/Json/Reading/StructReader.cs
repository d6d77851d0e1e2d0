using System.Text;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads structs of a schema: expects the fields in the schema's order, finds them in any, and puts numbers into the struct without boxing
/// them.</summary>
internal sealed class StructReader : ValueReader
{
    private const int MaxNameOnStack = 128;

    private readonly Schema _schema;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _indexes;
    private StructReaderStep[] _steps = [];

    public StructReader(Schema schema, JsonConverterOptions options)
        : base(schema, options)
    {
        _schema = schema;
        _indexes = schema.Fields.ToDictionary(field => field.Name, field => field.Index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>To be called once, before the first value: a recursive schema's reader is a part of its own steps.</summary>
    public void SetSteps(StructReaderStep[] steps) => _steps = steps;

    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (scanner.Peek() != '{')
            return false;
        var target = new Struct(_schema);
        scanner.Open();
        if (!scanner.TryClose((byte)'}') && !TryReadMembers(ref scanner, target))
            return false;
        value = target;
        return TrySubstituteMissing(target);
    }

    private bool TryReadMembers(ref JsonScanner scanner, Struct target)
    {
        var expected = 0;
        do
        {
            scanner.Peek();
            if (expected >= _steps.Length || !scanner.TryTake(_steps[expected].Prefix))
                expected = FindField(ref scanner);
            if (expected < 0)
                scanner.Skip();
            else if (!TryReadField(ref scanner, target, expected))
                return false;
            expected++;
        }
        while (scanner.HasNext((byte)'}'));
        return true;
    }

    // The position of the field that a member's name means; -1 if there is none.
    private int FindField(ref JsonScanner scanner)
    {
        var name = scanner.TakeMemberName(out var decoded);
        if (decoded is null && name.Length <= MaxNameOnStack)
        {
            Span<char> text = stackalloc char[name.Length];
            Encoding.Latin1.GetChars(name, text);
            return _indexes.TryGetValue(text, out var index) ? index : -1;
        }

        return _indexes.TryGetValue(decoded ?? Encoding.Latin1.GetString(name), out var found) ? found : -1;
    }

    private bool TryReadField(ref JsonScanner scanner, Struct target, int index)
    {
        var first = scanner.Peek();
        if (first == 'n')
        {
            // Null is what an unset field is. That it takes an earlier value of the same name away is rare enough.
            scanner.TakeNull();
            return target.IsNullAt(index);
        }

        ref readonly var step = ref _steps[index];
        switch (step.Kind)
        {
            case StepKind.String:
                if (first != '"')
                    return false;
                target.SetAt(index, scanner.TakeString());
                return true;
            case StepKind.Boolean:
                if (first is not ((byte)'t' or (byte)'f'))
                    return false;
                target.SetBooleanAt(index, scanner.TakeBoolean());
                return true;
            case StepKind.Instant:
                if (!((InstantReader)step.Reader).TryReadMilliseconds(ref scanner, out var milliseconds))
                    return false;
                target.SetUnixMillisecondsAt(index, milliseconds);
                return true;
            case StepKind.Other:
                if (!step.Reader.TryReadValue(ref scanner, out var value))
                    return false;
                target.SetAt(index, value);
                return true;
            default:
                return IsNumber(first) && TrySetNumber(target, index, step.Kind, scanner.TakeNumber());
        }
    }

    private static bool TrySetNumber(Struct target, int index, StepKind kind, in JsonNumber number)
    {
        if (kind == StepKind.Float64)
            target.SetFloat64At(index, JsonNumberValue.ToDouble(number));
        else if (kind == StepKind.Float32)
            target.SetFloat32At(index, JsonNumberValue.ToSingle(number));
        else if (!number.IsIntegral)
            return false;
        else if (kind == StepKind.Int64)
            target.SetInt64At(index, number.LowBits);
        else if (kind == StepKind.Int32)
            target.SetInt32At(index, unchecked((int)number.LowBits));
        else if (kind == StepKind.Int16)
            target.SetInt16At(index, unchecked((short)number.LowBits));
        else
            target.SetInt8At(index, unchecked((sbyte)number.LowBits));
        return true;
    }

    private bool TrySubstituteMissing(Struct target)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (!target.IsNullAt(i))
                continue;
            if (!_steps[i].Reader.TrySubstituteNull(out var substitute))
                return false;
            if (substitute is not null)
                target.SetAt(i, substitute);
        }

        return true;
    }
}
