<?xml version="1.0" encoding="UTF-8"?>
<!-- Made from teikit.sch by tools/build_schema.py. Do not edit. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:saxon="http://icl.com/saxon" xmlns:tei="http://www.tei-c.org/ns/1.0">
<xsl:key name="id" match="*[@xml:id]" use="concat('#', @xml:id)"/>
<xsl:key name="surface" match="tei:surface[@xml:id]" use="concat('#', @xml:id)"/>
<xsl:key name="respStmt" match="tei:respStmt[@xml:id]" use="concat('#', @xml:id)"/>
<xsl:key name="source" match="tei:witness[@xml:id][ancestor::tei:sourceDesc]" use="concat('#', @xml:id)"/>
<xsl:key name="source" match="tei:bibl[@xml:id][ancestor::tei:sourceDesc]" use="concat('#', @xml:id)"/>
<xsl:key name="witness" match="tei:witness[@xml:id][ancestor::tei:sourceDesc]" use="concat('#', @xml:id)"/>
<xsl:key name="page" match="tei:sourceDoc/tei:surface" use="@n"/>
<xsl:variable name="respStmts" select="/*/tei:teiHeader//tei:respStmt | /tei:teiCorpus/tei:TEI/tei:teiHeader//tei:respStmt"/>
<xsl:variable name="categories" select="/*/tei:teiHeader//tei:category | /tei:teiCorpus/tei:TEI/tei:teiHeader//tei:category"/>
<xsl:variable name="sources" select="//*[self::tei:witness or self::tei:bibl][ancestor::tei:sourceDesc]"/>
<xsl:template match="/">
<faults>
<xsl:for-each select="//tei:*[@resp]">
<xsl:variable name="list" select="concat(' ', normalize-space(@resp), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(key('respStmt', @resp) or count($respStmts[contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0101] resp="</xsl:text><xsl:value-of select="@resp"/><xsl:text>" names somebody who is not in the header. Point to the xml:id of a respStmt, or add one to the titleStmt.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:change[@who]">
<xsl:variable name="list" select="concat(' ', normalize-space(@who), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(count($respStmts[contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0101] who="</xsl:text><xsl:value-of select="@who"/><xsl:text>" names somebody who is not in the header. Point to the xml:id of a respStmt, or add one to the titleStmt.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:*[@source]">
<xsl:variable name="list" select="concat(' ', normalize-space(@source), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(key('source', @source) or count($sources[contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0102] source="</xsl:text><xsl:value-of select="@source"/><xsl:text>" is no witness and no bibl of the header. Point to the release or document that the reading rests on.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:*[@wit]">
<xsl:variable name="list" select="concat(' ', normalize-space(@wit), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(key('witness', @wit) or count($sources[self::tei:witness][contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0102] wit="</xsl:text><xsl:value-of select="@wit"/><xsl:text>" is no witness of the header. Point to the release that reads so.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:gap[@ana]">
<xsl:variable name="list" select="concat(' ', normalize-space(@ana), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(count($categories[contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0103] ana="</xsl:text><xsl:value-of select="@ana"/><xsl:text>" is no category of the header. Point to the exemption claimed, and see that the taxonomy has it.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:gap[@reason = 'redacted'][not(@ana)]">
<xsl:if test="true()"><fault severity="warning" line="{saxon:line-number()}"><xsl:text>[T0403] An excision without an exemption. If the page shows the code, name it in ana; if it does not, leave this as it is.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:catRef">
<xsl:variable name="scheme" select="@scheme"/>
<xsl:variable name="list" select="concat(' ', normalize-space(@target), ' ')"/>
<xsl:variable name="all" select="string-length($list) - string-length(translate($list, ' ', '')) - 1"/>
<xsl:if test="not(count($categories[concat('#', ancestor::tei:taxonomy/@xml:id) = $scheme][contains($list, concat(' #', @xml:id, ' '))]) = $all)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0104] </xsl:text><xsl:value-of select="@target"/><xsl:text> is no category of the scheme </xsl:text><xsl:value-of select="@scheme"/><xsl:text>. Correct scheme or target, or add the category to the taxonomy.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:*[@next or @prev]">
<xsl:if test="not(not(@next) or key('id', @next)/@prev = concat('#', @xml:id))"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0106] next="</xsl:text><xsl:value-of select="@next"/><xsl:text>", but what it points to does not point back with prev. Give each half the pointer to the other.</xsl:text></fault></xsl:if>
<xsl:if test="not(not(@prev) or key('id', @prev)/@next = concat('#', @xml:id))"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0106] prev="</xsl:text><xsl:value-of select="@prev"/><xsl:text>", but what it points to does not point on with next. Give each half the pointer to the other.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:pb[@corresp]">
<xsl:if test="not(key('surface', @corresp))"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0107] corresp="</xsl:text><xsl:value-of select="@corresp"/><xsl:text>" of this page is no surface. Point to the xml:id of the surface that holds the OCR or the image of the page.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:sourceDoc/tei:surface">
<xsl:if test="not(count(key('page', @n)) = 1)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0305] There are several surfaces with n="</xsl:text><xsl:value-of select="@n"/><xsl:text>". Number the pages by their position in the input, each number once in the file.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:choice">
<xsl:if test="not(tei:sic/* or tei:corr/* or string(tei:sic) != string(tei:corr))"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0201] The correction reads like the error: </xsl:text><xsl:value-of select="tei:sic"/><xsl:text>. Correct it, or take the choice away and leave the text.</xsl:text></fault></xsl:if>
<xsl:if test="not((ancestor::tei:TEI | ancestor::tei:teiCorpus)/tei:teiHeader/tei:encodingDesc/tei:editorialDecl/tei:correction/@method = 'markup')"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0202] A correction is marked here, but the header says that corrections are silent. Set correction/@method to markup.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:*[@evidence]">
<xsl:if test="not(not(@evidence = 'conjecture' and @cert = 'high'))"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0203] A conjecture cannot be of high certainty. Lower cert to medium or low, or name the evidence.</xsl:text></fault></xsl:if>
<xsl:if test="@evidence = 'external' and not(@source)"><fault severity="warning" line="{saxon:line-number()}"><xsl:text>[T0205] External evidence that does not say where it is. Name the release or document in source.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:supplied[@reason = 'redacted']">
<xsl:if test="not(@source)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0204] Withheld text is supplied without saying which release has it. Name the release in source.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:div">
<xsl:if test="not(*)"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0401] An empty div. Put its text there, or a note that says why there is none.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:*[         self::tei:p or self::tei:seg[@type or not(@xml:id)] or self::tei:fw or self::tei:note or self::tei:stamp         or self::tei:head or self::tei:item or self::tei:label or self::tei:dateline or self::tei:salute or self::tei:signed         or self::tei:hi or self::tei:persName or self::tei:orgName or self::tei:placeName or self::tei:roleName         or self::tei:date or self::tei:idno or self::tei:supplied or self::tei:unclear][ancestor::tei:text]">
<xsl:if test="not(normalize-space(.) != '' or .//tei:gap or .//tei:g or .//tei:seg[@xml:id and not(@type)])"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0401] An empty </xsl:text><xsl:value-of select="name()"/><xsl:text>. Take it away, or put a gap where text is missing.</xsl:text></fault></xsl:if>
</xsl:for-each>
<xsl:for-each select="//tei:correspAction[tei:idno[@type = 'control']]">
<xsl:variable name="text" select="ancestor::tei:TEI/tei:text//tei:*[self::tei:idno[@type = 'control'] or self::tei:supplied[ancestor::tei:seg[@type = 'control']]]"/>
<xsl:if test="not(not($text) or $text = tei:idno[@type = 'control'])"><fault severity="error" line="{saxon:line-number()}"><xsl:text>[T0402] The header gives the control number </xsl:text><xsl:value-of select="tei:idno[@type = 'control']"/><xsl:text>, the text </xsl:text><xsl:value-of select="$text"/><xsl:text>. Correct the wrong one.</xsl:text></fault></xsl:if>
</xsl:for-each>
</faults>
</xsl:template>
</xsl:stylesheet>
