package maker

import (
	"fmt"

	"huizong/schema"
)

// Characters that make names of places. No place is meant: county codes begin
// with 90 to 99, which are no province.
var (
	placeFirst  = []rune("云青白石龙金凤虎清东西南北大长双新永安和平兴仁义泰明古红黄高上下太三九柳桃梅竹松杨马牛")
	placeSecond = []rune("溪河山岭塘桥湾坪店集寨庄沟岗泉坡林屯湖陂洲堡渡台川峰原井圩墩潭")
	countyFirst = []rune("临庆昌宁泽沛涟滁漳汶淇沁洛渭汉淮沂潍汾泾沅澧郴赣信抚饶")
	countyLast  = []rune("川阳陵城源平丘宁安州江水泉口乐宜原河山浦")
	// countywide traps: names that repeat over counties, or that hold another place or suffix.
	trickyNames = []string{"城关镇", "湖南镇", "新立城镇", "北京街道", "廿里镇", "垛田街道", "螅岗乡", "道口镇街道", "城关街道"}
)

// Counties invents n units in counties of a dozen to thirty, ordered by code.
// Names are unique inside a county and repeat across counties.
func Counties(n int, seed string) []schema.Unit {
	units := make([]schema.Unit, 0, n)
	for k := 0; len(units) < n; k++ {
		d := roll(seed, "county", fmt.Sprint(k))
		code := fmt.Sprintf("%02d%02d%02d", 90+k/(14*18)%10, 1+k/18%14, 1+k%18)
		name := string(countyFirst[k%len(countyFirst)]) + string(countyLast[k/len(countyFirst)%len(countyLast)]) + pick(d, []string{"县", "县", "区", "市"})
		size := min(d.between(12, 30), n-len(units))
		units = append(units, county(d, code, name, size)...)
	}
	return units
}

func county(d *dice, code, name string, size int) []schema.Unit {
	used := map[string]bool{}
	streets, towns := d.between(0, size/4), 0
	towns = streets + (size-streets)*d.between(40, 80)/100
	var units []schema.Unit
	for i := range size {
		u := schema.Unit{Kind: schema.Township, ParentCode: code, ParentName: name}
		suffix, number := "乡", 200+i-towns
		switch {
		case i < streets:
			u.Kind, suffix, number = schema.Subdistrict, "街道", 1+i
		case i < towns:
			u.Kind, suffix, number = schema.Town, "镇", 100+i-streets
		}
		u.Code = fmt.Sprintf("%s%03d", code, number)
		u.Name = placeName(d, suffix, used)
		units = append(units, u)
	}
	return units
}

// placeName invents a name that the county does not have yet. Stems differ
// too, so that 云溪镇 and 云溪乡 are never neighbours.
func placeName(d *dice, suffix string, used map[string]bool) string {
	for {
		stem := string(pick(d, placeFirst)) + string(pick(d, placeSecond))
		name := stem + suffix
		if d.in(8) {
			if t := pick(d, trickyNames); hasSuffix(t, suffix) {
				name, stem = t, string([]rune(t)[:2])
			}
		}
		if !used[stem] {
			used[stem] = true
			return name
		}
	}
}

func hasSuffix(name, suffix string) bool {
	return len(name) > len(suffix) && name[len(name)-len(suffix):] == suffix
}
