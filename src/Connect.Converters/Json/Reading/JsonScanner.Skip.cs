namespace Connect.Converters.Json.Reading;

internal ref partial struct JsonScanner
{
    /// <summary>Takes a value of any kind without keeping it, checking it anyway.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'{':
                SkipObject();
                break;
            case (byte)'[':
                SkipArray();
                break;
            case (byte)'"':
                SkipString();
                break;
            case (byte)'t' or (byte)'f':
                TakeBoolean();
                break;
            case (byte)'n':
                TakeNull();
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                TakeNumber();
                break;
            default:
                throw NoValue();
        }
    }

    public readonly JsonSyntaxException NoValue() => Unexpected("expecting a string, number, array, object, 'null', 'true' or 'false'");

    /// <summary>Takes a member's name and the colon after it.</summary>
    public ReadOnlySpan<byte> TakeMemberName(out string? decoded)
    {
        if (Peek() != '"')
            throw Unexpected("expecting double-quote to start field name");
        var name = TakeName(out decoded);
        Take((byte)':', "expecting a colon to separate field name and value");
        return name;
    }

    private void SkipObject()
    {
        Open();
        if (TryClose((byte)'}'))
            return;
        do
        {
            TakeMemberName(out _);
            Skip();
        }
        while (HasNext((byte)'}'));
    }

    private void SkipArray()
    {
        Open();
        if (TryClose((byte)']'))
            return;
        do
        {
            Skip();
        }
        while (HasNext((byte)']'));
    }
}
