namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Latin and Greek letters, and raised and lowered digits, without their diacritics, folded to lower case.</summary>
/// <remarks>
/// The letters with a decomposition follow the Unicode Character Database; those without one (ø, ł, đ, þ, ı) get the letter that
/// a keyboard without them offers. Held here, the commonest folding needs no globalization data of the machine.
/// </remarks>
internal static class LetterFolding
{
    // The folded form, a space, and the letters that fold to it.
    private static readonly string[] Groups =
    [
        "0 ⁰₀", "1 ¹₁", "2 ²₂", "3 ³₃", "4 ⁴₄", "5 ⁵₅", "6 ⁶₆", "7 ⁷₇", "8 ⁸₈", "9 ⁹₉",
        "a ªÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧȺḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ",
        "b ƀƁɃḂḃḄḅḆḇ",
        "c ÇçĆćĈĉĊċČčḈḉ",
        "d ÐðĎďĐđƊḊḋḌḍḎḏḐḑḒḓ",
        "e ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ",
        "f Ḟḟ",
        "g ĜĝĞğĠġĢģǦǧǴǵḠḡ",
        "h ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ",
        "i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıƗǏǐȈȉȊȋḬḭḮḯỈỉỊị",
        "j Ĵĵǰ",
        "k ĶķƘƙǨǩḰḱḲḳḴḵ",
        "l ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽ",
        "m ḾḿṀṁṂṃ",
        "n ÑñŃńŅņŇňŊŋǸǹṄṅṆṇṈṉṊṋ",
        "o ºÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ",
        "p ṔṕṖṗ",
        "q ĸ",
        "r ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ",
        "s ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ",
        "t ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ",
        "u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗɄṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự",
        "v ṼṽṾṿ",
        "w ŴŵẀẁẂẃẄẅẆẇẈẉẘ",
        "x ẊẋẌẍ",
        "y ÝýÿŶŷŸƳƴȲȳẎẏẙỲỳỴỵỶỷỸỹ",
        "z ŹźŻżŽžƵƶẐẑẒẓẔẕ",
        "ʒ Ǯǯ",
        "α ΆάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ",
        "β ϐ",
        "ε ΈέϵἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ",
        "η ΉήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ",
        "θ ϑ",
        "ι ΊΐΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ",
        "κ ϰ",
        "μ µ",
        "ο ΌόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ",
        "π ϖ",
        "ρ ϱῤῥῬ",
        "σ ςϲϹ",
        "υ ΎΫΰϋύϒϓϔὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ",
        "φ ϕ",
        "ω ΏώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ",
        "ae ÆæǢǣǼǽ",
        "aʾ ẚ",
        "dz ǄǅǆǱǲǳ",
        "ij Ĳĳ",
        "lj Ǉǈǉ",
        "nj Ǌǋǌ",
        "oe Œœ",
        "ss ßẞ",
        "th Þþ",
        "ʼn ŉ",
    ];

    // From U+FB00 on.
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private static readonly string?[] Folded = Expand();

    /// <summary>What a letter folds to, or null when it isn't one of the table.</summary>
    public static string? Of(char letter) => letter switch
    {
        _ when letter < Folded.Length => Folded[letter],
        >= '\uFB00' and <= '\uFB06' => Ligatures[letter - '\uFB00'],
        _ => null,
    };

    private static string?[] Expand()
    {
        var folded = new string?[0x20A0];
        foreach (var group in Groups)
        {
            var space = group.IndexOf(' ', StringComparison.Ordinal);
            var target = group[..space];
            foreach (var letter in group.AsSpan(space + 1))
                folded[letter] = target;
        }

        return folded;
    }
}
