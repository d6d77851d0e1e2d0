using System.Buffers;
using System.Globalization;
using System.Text;

namespace Connect.Converters.Json.Reading;

internal ref partial struct JsonScanner
{
    // What follows the outermost value is not looked at, but a number or word must end where it ends.
    private readonly void CheckEndOfNumber()
    {
        if (_position < _data.Length && _data[_position] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            throw Unexpected("expecting space separating root-level values");
    }

    private readonly void CheckEndOfWord()
    {
        if (_position >= _data.Length || _data[_position] is < (byte)'0' or (byte)']' or (byte)'}')
            return;
        // Jackson cannot tell what a character beyond the basic plane is here, and refuses it.
        if (Rune.DecodeFromUtf8(Rest, out var next, out _) != OperationStatus.Done || !next.IsBmp || IsPartOfWord(next))
            throw Error("Unrecognized token: a word goes on after 'null', 'true' or 'false'");
    }

    // Java's Character.isJavaIdentifierPart.
    private static bool IsPartOfWord(Rune c) => Rune.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.Format => true,
        UnicodeCategory.Control => c.Value is >= 0x7F and <= 0x9F,
        _ => false,
    };
}
