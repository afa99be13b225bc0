using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Text;

/// <summary>A text on its way through normalizers, with the place in the original that each of its UTF-16 units comes from.</summary>
/// <remarks>
/// A step reads the text as it is and writes the next one: each code point replaces the next one of the old text, or is inserted
/// and then comes from where the one before it in the old text does. These are the rules of the reference implementation, and
/// offsets are what they make of them. Places are kept only when somebody asks for them, and not while nothing has moved.
/// </remarks>
internal sealed class AlignedText
{
    private char[] _chars = [];
    private char[] _next = [];
    private TokenSpan[] _places = [];
    private TokenSpan[] _nextPlaces = [];
    private int _nextLength;
    private int _origin;
    private bool _isTracked;
    private bool _hasMoved;
    private int _unitsOfFirst;
    private int _nextUnitsOfFirst;

    public int Length { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>The text, for changes that leave each unit where it is.</summary>
    public Span<char> Writable => _chars.AsSpan(0, Length);

    /// <summary>The unit of the old text that the next code point replaces, while a step is written.</summary>
    public int Consumed { get; private set; }

    /// <summary>Memory that is held, in UTF-16 units.</summary>
    public int Capacity => Math.Max(_chars.Length, _next.Length);

    /// <summary>Takes a piece of the original.</summary>
    /// <param name="source">The piece.</param>
    /// <param name="origin">Where it begins in the original.</param>
    /// <param name="isTracked">Whether places are asked for.</param>
    public void Load(ReadOnlySpan<char> source, int origin, bool isTracked)
    {
        if (_chars.Length < source.Length) _chars = new char[RoomFor(source.Length)];
        source.CopyTo(_chars);
        CodePoints.ReplaceUnpaired(_chars.AsSpan(0, source.Length));
        (Length, _origin, _isTracked, _hasMoved) = (source.Length, origin, isTracked, false);
        _unitsOfFirst = origin > 0 || Length == 0 ? 0 : CodePoints.UnitsAt(_chars, 0);
    }

    /// <summary>Takes a part of another text.</summary>
    public void Load(AlignedText source, int start, int length)
    {
        if (_chars.Length < length) _chars = new char[RoomFor(length)];
        source.Chars.Slice(start, length).CopyTo(_chars);
        (Length, _origin, _isTracked, _hasMoved) = (length, source._origin + start, source._isTracked, source._hasMoved && source._isTracked);
        _unitsOfFirst = Math.Clamp(source._unitsOfFirst - start, 0, length);
        if (!_hasMoved) return;
        if (_places.Length < _chars.Length) _places = new TokenSpan[_chars.Length];
        source._places.AsSpan(start, length).CopyTo(_places);
    }

    /// <summary>Where a token lies in the original that covers these units.</summary>
    public TokenSpan PlaceOf(int start, int end)
    {
        var (from, to) = (PlaceAt(start).Start, PlaceAt(end - 1).End);
        return new(from, to - from);
    }

    /// <summary>Where a unit comes from.</summary>
    public TokenSpan PlaceAt(int index)
    {
        if (_hasMoved) return _places[index];
        if (char.IsHighSurrogate(_chars[index])) return new(_origin + index, 2);
        return char.IsLowSurrogate(_chars[index]) ? new(_origin + index - 1, 2) : new(_origin + index, 1);
    }

    /// <summary>Whether a unit comes from the very beginning of the original; known whether places are tracked or not.</summary>
    public bool IsFirst(int index) => index < _unitsOfFirst;

    /// <summary>Begins to write the next text.</summary>
    public void Begin()
    {
        (_nextLength, Consumed, _nextUnitsOfFirst) = (0, 0, 0);
        Reserve(Length);
    }

    /// <summary>Ends it: what was written is the text.</summary>
    public void End()
    {
        // Both grow together, so that the next text of this length finds room in either.
        if (_chars.Length < _next.Length) _chars = new char[_next.Length];
        if (_places.Length < _nextPlaces.Length) _places = new TokenSpan[_nextPlaces.Length];
        (_chars, _next) = (_next, _chars);
        (_places, _nextPlaces) = (_nextPlaces, _places);
        Length = _nextLength;
        _hasMoved = _isTracked;
        _unitsOfFirst = _nextUnitsOfFirst;
    }

    /// <summary>Units written since <see cref="Begin"/>.</summary>
    public int Written => _nextLength;

    /// <summary>Leaves units of the old text as they are.</summary>
    public void Keep(int units)
    {
        if (units == 0) return;
        Reserve(units);
        _chars.AsSpan(Consumed, units).CopyTo(_next.AsSpan(_nextLength));
        if (_isTracked)
        {
            if (_hasMoved) _places.AsSpan(Consumed, units).CopyTo(_nextPlaces.AsSpan(_nextLength));
            else for (var i = 0; i < units; i++) _nextPlaces[_nextLength + i] = PlaceAt(Consumed + i);
        }

        if (_nextUnitsOfFirst == _nextLength) _nextUnitsOfFirst += Math.Clamp(_unitsOfFirst - Consumed, 0, units);
        Consumed += units;
        _nextLength += units;
    }

    /// <summary>Leaves units of the old text out.</summary>
    public void Drop(int units) => Consumed += units;

    /// <summary>Writes a code point in place of the next one of the old text.</summary>
    public void Replace(int codePoint)
    {
        var place = _isTracked ? PlaceOfOld(Consumed) : default;
        var isFirst = Consumed < _unitsOfFirst;
        if (Consumed < Length) Consumed += CodePoints.UnitsAt(_chars, Consumed);
        Write(codePoint, place, isFirst);
    }

    /// <summary>Writes a code point that the old text does not have, from where the one before comes.</summary>
    public void Insert(int codePoint) =>
        Write(codePoint, _isTracked && Consumed > 0 ? PlaceOfOld(Consumed - 1) : new(_origin, 0), Consumed > 0 ? Consumed - 1 < _unitsOfFirst : _origin == 0);

    /// <summary>Writes a code point: inserted if <paramref name="change"/> is positive, else in place of one and of as many more as it is negative.</summary>
    public void Write(int codePoint, int change)
    {
        if (change > 0)
        {
            Insert(codePoint);
            return;
        }

        Replace(codePoint);
        for (; change < 0 && Consumed < Length; change++) Consumed += CodePoints.UnitsAt(_chars, Consumed);
    }

    private TokenSpan PlaceOfOld(int index) => index < Length ? PlaceAt(index) : new(_origin, 0);

    private void Write(int codePoint, TokenSpan place, bool isFirst)
    {
        Reserve(2);
        if (isFirst && _nextUnitsOfFirst == _nextLength) _nextUnitsOfFirst += codePoint < 0x10000 ? 1 : 2;
        if (codePoint < 0x10000)
        {
            Put((char)codePoint, place);
            return;
        }

        Put((char)(0xD7C0 + (codePoint >> 10)), place);
        Put((char)(0xDC00 | (codePoint & 0x3FF)), place);
    }

    private void Put(char unit, TokenSpan place)
    {
        _next[_nextLength] = unit;
        if (_isTracked) _nextPlaces[_nextLength] = place;
        _nextLength++;
    }

    private void Reserve(int units)
    {
        var needed = _nextLength + units;
        if (_next.Length < needed) Array.Resize(ref _next, RoomFor(needed));
        if (_isTracked && _nextPlaces.Length < _next.Length) Array.Resize(ref _nextPlaces, _next.Length);
    }

    private static int RoomFor(int units) => Math.Max(256, units + (units >> 1));
}
